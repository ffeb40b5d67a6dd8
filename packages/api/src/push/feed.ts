import { setImmediate } from 'node:timers/promises';
import type { Clock, EventLog, LoggedEvent, Logger } from '@earmark/core';
import { createCoalescer, factsMs } from './coalesce.ts';

/** Sent instead of what is no longer in the log: read again what you show. */
export interface Resync {
  readonly event: 'resync';
  readonly seq: number;
}
export type Pushed = LoggedEvent | Resync;

export interface Subscriber {
  /** Whether it may see events of this account. Asked for every event. */
  sees(account: string): boolean;
  /** In order. What is the same for many subscribers is the same array, so that it can be rendered once. */
  send(events: readonly Pushed[]): void;
}
/** The installation's event log, read once for all who listen. */
export interface Feed {
  /** First what came after `after`, then all that comes; without it, only what comes. Resolves when it is live. */
  subscribe(subscriber: Subscriber, after?: number): Promise<() => void>;
  readonly listeners: number;
  readonly sent: number;
  close(): Promise<void>;
}

const pageSize = 500;
const sliceSize = 500;
const retryMs = 1000;

export function createFeed({
  events: log,
  clock,
  log: logger,
}: {
  readonly events: EventLog;
  readonly clock: Clock;
  readonly log: Logger;
}): Feed {
  const subscribers = new Set<Subscriber>();
  const pending = createCoalescer();
  const ended = new AbortController();
  let position: number | undefined;
  let isFlushing = false;
  let reading: Promise<void> | undefined;
  let sent = 0;

  function start(): Promise<void> {
    reading ??= read();
    return reading;
  }

  /** What cannot be read now is read later: whoever listens misses nothing. */
  async function read(): Promise<void> {
    while (!ended.signal.aborted) {
      try {
        await readOn();
        for await (const _ of log.changes(ended.signal)) await readOn();
      } catch (error) {
        if (ended.signal.aborted) return;
        logger.warn('the event log could not be read: trying again', { error: String(error) });
        await pause(retryMs);
      }
    }
  }

  async function readOn(): Promise<void> {
    position ??= (await log.span()).last;
    for (;;) {
      const rows = await log.list({ since: position, limit: pageSize });
      position = rows.at(-1)?.seq ?? position;
      if (subscribers.size > 0 && rows.length > 0) {
        pending.add(rows);
        void flush();
      }
      if (rows.length < pageSize) return;
    }
  }

  async function flush(): Promise<void> {
    if (isFlushing) return;
    isFlushing = true;
    while (!pending.isEmpty && !ended.signal.aborted) {
      await pause(factsMs);
      const due = pending.take(clock.now());
      // In slices: whoever reads takes one before the next is counted against it.
      for (let from = 0; from < due.length; from += sliceSize) {
        deliver(due.slice(from, from + sliceSize));
        await setImmediate();
      }
    }
    isFlushing = false;
  }

  function deliver(batch: readonly LoggedEvent[]): void {
    if (batch.length === 0) return;
    const accounts = [...new Set(batch.map(({ account }) => account))];
    const shares = new Map<string, readonly LoggedEvent[]>();
    for (const subscriber of [...subscribers]) {
      const seen = accounts.filter((account) => subscriber.sees(account));
      if (seen.length === 0) continue;
      const key = seen.join('/');
      const share = shares.get(key) ?? batch.filter(({ account }) => seen.includes(account));
      shares.set(key, share);
      sent += share.length;
      subscriber.send(share);
    }
  }

  async function pause(ms: number): Promise<void> {
    await clock.sleep(ms, ended.signal).catch(() => undefined);
  }

  /** Gives how far it came: everything up to there was sent. */
  async function replay(subscriber: Subscriber, after: number): Promise<number> {
    const { first, last } = await log.span();
    if (after < first - 1 || after > last) {
      subscriber.send([{ event: 'resync', seq: last }]);
      return last;
    }
    for (let since = after; ; ) {
      const rows = await log.list({ since, limit: pageSize });
      const seen = rows.filter(({ account }) => subscriber.sees(account));
      if (seen.length > 0) subscriber.send(seen);
      since = rows.at(-1)?.seq ?? since;
      if (rows.length < pageSize) return since;
    }
  }

  return {
    async subscribe(subscriber, after) {
      void start();
      position ??= (await log.span()).last;
      let sentUpTo: number | undefined;
      const held: Pushed[] = [];
      // It listens before it replays: what comes meanwhile is held, and what the replay had is not sent again.
      const live: Subscriber = {
        sees: (account) => subscriber.sees(account),
        send(events) {
          if (sentUpTo === undefined) return void held.push(...events);
          const known = sentUpTo;
          const fresh = events.filter(({ seq }) => seq > known);
          if (fresh.length > 0) subscriber.send(fresh.length === events.length ? events : fresh);
        },
      };
      subscribers.add(live);
      const leave = () => void subscribers.delete(live);
      try {
        sentUpTo = after === undefined ? position : await replay(subscriber, after);
      } catch (error) {
        leave();
        throw error;
      }
      live.send(held);
      return leave;
    },
    get listeners() {
      return subscribers.size;
    },
    get sent() {
      return sent;
    },
    async close() {
      ended.abort();
      await reading;
    },
  };
}
