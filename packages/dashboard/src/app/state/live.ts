import { type Signal, signal } from '@preact/signals';
import { ask, online } from '../api/http.ts';
import { href } from './router.ts';

/** Each grows when something of its kind may have changed: whoever shows it loads it again. */
export const catalogueChanged = signal(0);
export const reviewsChanged = signal(0);
export const runsChanged = signal(0);
export const jobsChanged = signal(0);

export interface Progress {
  readonly done: number;
  readonly total?: number;
  readonly perSecond?: number;
  readonly etaMs?: number;
  /** The album in hand. */
  readonly title?: string;
}
/** By run: how far it is. */
export const progress = signal<Readonly<Record<string, Progress>>>({});

interface LiveEvent {
  readonly seq: number;
  /** Absent in `resync`, which is about all of them. */
  readonly account?: string;
  readonly event: string;
  readonly run?: string;
  readonly data?: Record<string, unknown>;
}

/** Which lists an event touches. What is not named here touches none. */
const touches: Readonly<Record<string, readonly Signal<number>[]>> = {
  'run-started': [runsChanged],
  'run-ended': [runsChanged, catalogueChanged, reviewsChanged],
  'decision-made': [reviewsChanged],
  'decision-reviewed': [reviewsChanged, catalogueChanged],
  'change-applied': [catalogueChanged],
  'job-added': [jobsChanged],
  'job-ended': [jobsChanged],
  resync: [catalogueChanged, reviewsChanged, runsChanged, jobsChanged],
};
const settleMs = 400;
const reopenMs = 3000;

/**
 * One stream for the page. The browser reconnects by itself and says which event it saw last, so that nothing is
 * missed; a server that does not reach back so far says `resync`, and everything is loaded again. Where the browser
 * gives up (a proxy answers for a server that is away), the page goes on asking, from the last event that it saw.
 */
export function listenForEvents(account: string): () => void {
  const dirty = new Set<Signal<number>>();
  let source: EventSource | undefined;
  let last: number | undefined;
  let settling: ReturnType<typeof setTimeout> | undefined;
  let reopening: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    settling = undefined;
    for (const each of dirty) each.value++;
    dirty.clear();
  }
  function onMessage({ data }: MessageEvent): void {
    const event = JSON.parse(String(data)) as LiveEvent;
    last = Math.max(last ?? 0, event.seq);
    if (event.account !== undefined && event.account !== account) return;
    note(event);
    for (const each of touches[event.event] ?? []) dirty.add(each);
    if (dirty.size > 0) settling ??= setTimeout(flush, settleMs);
  }
  function open(): void {
    const after = last === undefined ? undefined : String(last);
    const opened = new EventSource(href('/api/events', { account, after }));
    source = opened;
    opened.onopen = () => {
      online.value = true;
    };
    opened.onerror = () => {
      online.value = false;
      if (opened.readyState === EventSource.CLOSED) reopening = setTimeout(reopen, reopenMs);
    };
    opened.onmessage = onMessage;
  }
  /** Asked first, as a stream does not say why it was refused: whoever is signed out is told so. */
  async function reopen(): Promise<void> {
    const before = source;
    try {
      await ask('api/session');
      if (source === before && before?.readyState === EventSource.CLOSED) open();
    } catch {
      if (source === before) reopening = setTimeout(reopen, reopenMs);
    }
  }

  open();
  return () => {
    source?.close();
    source = undefined;
    clearTimeout(settling);
    clearTimeout(reopening);
  };
}

function note({ event, run, data }: LiveEvent): void {
  if (run === undefined) return;
  if (event === 'run-ended') {
    const { [run]: _ended, ...others } = progress.value;
    progress.value = others;
  } else if (event === 'run-progressed' && data) {
    progress.value = {
      ...progress.value,
      [run]: { ...progress.value[run], ...(data as unknown as Progress) },
    };
  } else if (event === 'decision-made' && typeof data?.title === 'string') {
    const known = progress.value[run];
    if (known) progress.value = { ...progress.value, [run]: { ...known, title: data.title } };
  }
}
