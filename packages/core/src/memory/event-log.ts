import { createChanges } from '../changes.ts';
import type { EventLog, LoggedEvent } from '../ports.ts';
import { paged, saved } from './rows.ts';

/** How many events a list has where nothing else is asked. */
export const eventPage = 1000;

export function createMemoryEventLog(): EventLog {
  const { notify, changes } = createChanges();
  let kept: LoggedEvent[] = [];
  let last = 0;

  return {
    async append(events) {
      const added = saved(events).map((event) => ({ ...event, seq: ++last }));
      kept.push(...added);
      if (added.length > 0) notify();
      return added.map(({ seq }) => seq);
    },
    async list({ since, account, run, events, limit = eventPage }) {
      const wanted = kept.filter(
        (row) =>
          row.seq > since &&
          (account === undefined || row.account === account) &&
          (run === undefined || row.run === run) &&
          (events === undefined || events.includes(row.event)),
      );
      return paged(wanted, { limit });
    },
    async span() {
      return { first: last === 0 ? 0 : (kept[0]?.seq ?? last + 1), last };
    },
    changes: (signal) => listenFirst(changes(signal)),
    async prune({ before, keep }) {
      const all = kept.length;
      const firstKept = kept.findIndex(({ at, seq }) => at >= before && seq > last - keep);
      kept = firstKept === -1 ? [] : kept.slice(firstKept);
      return all - kept.length;
    },
  };
}

/** Yields once when it listens already, so that nothing can come between a look and the wait for more. */
export async function* listenFirst(changes: AsyncIterable<void>): AsyncGenerator<void> {
  const iterator = changes[Symbol.asyncIterator]();
  let next = iterator.next();
  try {
    yield;
    while (!(await next).done) {
      next = iterator.next();
      yield;
    }
  } finally {
    await iterator.return?.();
  }
}
