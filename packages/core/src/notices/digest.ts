import { startDeadline } from '../clock.ts';
import type { Notice, NoticeKind } from '../spec.ts';

/** The first notice of a kind goes at once; those that follow soon are told together. */
export interface Digest {
  add(notice: Notice): void;
  /** Tells what waits. */
  flush(): void;
}

/** How many are told in full; of the rest people read how many there are. */
const mostLines = 5;

export function createDigest(quietMs: number, deliver: (notice: Notice) => void): Digest {
  /** By kind: what came since the last one went. A kind that is not here is told at once. */
  const quiet = new Map<NoticeKind, { waiting: Notice[]; end: () => void }>();

  function begin(kind: NoticeKind): void {
    quiet.set(kind, { waiting: [], end: startDeadline(quietMs, () => tell(kind)) });
  }

  function tell(kind: NoticeKind): void {
    const { waiting = [], end } = quiet.get(kind) ?? {};
    end?.();
    quiet.delete(kind);
    if (waiting.length === 0) return;
    deliver(together(waiting));
    begin(kind);
  }

  return {
    add(notice) {
      const { waiting } = quiet.get(notice.kind) ?? {};
      if (waiting) {
        waiting.push(notice);
        return;
      }
      deliver(notice);
      begin(notice.kind);
    },
    flush() {
      for (const kind of [...quiet.keys()]) tell(kind);
      for (const { end } of quiet.values()) end();
      quiet.clear();
    },
  };
}

const levels = ['info', 'warning', 'failure'] as const;

function together(notices: readonly Notice[]): Notice {
  const [first] = notices;
  const last = notices.at(-1);
  if (!first || !last || first === last) return last as Notice;
  const lines = [...new Set(notices.map(({ title, text }) => `${title}: ${text}`))];
  const more = lines.length - mostLines;
  const level = levels[Math.max(...notices.map((each) => levels.indexOf(each.level)))] ?? 'info';
  return {
    ...last,
    level,
    title: `${last.title} (${notices.length} times)`,
    text: [...lines.slice(0, mostLines), ...(more > 0 ? [`and ${more} more`] : [])].join('\n'),
    count: notices.reduce((sum, { count = 1 }) => sum + count, 0),
    key: last.kind,
  };
}
