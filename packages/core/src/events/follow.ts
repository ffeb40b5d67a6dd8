import type { LoggedEvent, Store } from '../ports.ts';

export interface EventsOptions {
  /** Number of the last event that was seen. Default: only what happens from now on. */
  readonly since?: number;
  readonly signal: AbortSignal;
  /** Only these. */
  readonly events?: readonly string[];
  readonly run?: string;
  /** Those of every account of the installation. Default: this account's own. */
  readonly everyone?: boolean;
}

const pageSize = 500;

/**
 * What was logged since then, and then what is logged, by any process of the installation, in order. Where some of it
 * was pruned meanwhile the first event is `events-missed`: whoever shows what is has to look again.
 */
export async function* follow(
  store: Pick<Store, 'shared'>,
  account: string,
  { since, signal, events, run, everyone = false }: EventsOptions,
): AsyncGenerator<LoggedEvent> {
  const { events: log } = await store.shared();
  const filter = {
    limit: pageSize,
    ...(everyone ? {} : { account }),
    ...(events ? { events } : {}),
    ...(run === undefined ? {} : { run }),
  };
  const { first, last: newest } = await log.span();
  let last = since ?? newest;
  if (last < first - 1) {
    const data = { since: last, first };
    last = first - 1;
    yield { seq: last, at: 0, account, event: 'events-missed', data };
  }
  for await (const _ of log.changes(signal)) {
    for (let page = await log.list({ ...filter, since: last }); page.length > 0; ) {
      for (const event of page) {
        if (signal.aborted) return;
        last = event.seq;
        yield event;
      }
      if (page.length < pageSize) break;
      page = await log.list({ ...filter, since: last });
    }
  }
}
