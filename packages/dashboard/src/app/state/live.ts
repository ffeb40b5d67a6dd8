import { type Signal, signal } from '@preact/signals';
import { online } from '../api/http.ts';
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

/**
 * One stream for the page. The browser reconnects by itself and says which event it saw last, so that nothing is
 * missed; a server that does not reach back so far says `resync`, and everything is loaded again.
 */
export function listenForEvents(account: string): () => void {
  const source = new EventSource(href('/api/events', { account }));
  const dirty = new Set<Signal<number>>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    timer = undefined;
    for (const each of dirty) each.value++;
    dirty.clear();
  }
  source.onopen = () => {
    online.value = true;
  };
  source.onerror = () => {
    online.value = false;
  };
  source.onmessage = ({ data }: MessageEvent): void => {
    const event = JSON.parse(String(data)) as LiveEvent;
    if (event.account !== undefined && event.account !== account) return;
    note(event);
    for (const each of touches[event.event] ?? []) dirty.add(each);
    if (dirty.size > 0) timer ??= setTimeout(flush, settleMs);
  };
  return () => {
    source.close();
    clearTimeout(timer);
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
