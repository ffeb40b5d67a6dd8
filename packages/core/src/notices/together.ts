import type { Notice } from '../spec.ts';
import type { ToTell } from './outgoing.ts';

/** How many are told in full; of the rest people read how many there are. */
const mostLines = 5;
const levels = ['info', 'warning', 'failure'] as const;

/** Notices of one kind as one message. */
export function together(id: string, notices: readonly [ToTell, ...ToTell[]]): Notice {
  const last = notices.at(-1) ?? notices[0];
  if (notices.length === 1) return { ...last, id };
  const lines = [...new Set(notices.map(({ title, text }) => `${title}: ${text}`))];
  const more = lines.length - mostLines;
  const level = levels[Math.max(...notices.map((each) => levels.indexOf(each.level)))] ?? 'info';
  return {
    ...last,
    id,
    level,
    title: `${last.title} (${notices.length} times)`,
    text: [...lines.slice(0, mostLines), ...(more > 0 ? [`and ${more} more`] : [])].join('\n'),
    count: notices.reduce((sum, { count = 1 }) => sum + count, 0),
    key: last.kind,
  };
}
