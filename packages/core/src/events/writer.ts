import { toFault } from '@earmark/spec';
import type { EventLog, NewLoggedEvent } from '../ports.ts';
import type { Clock, Logger } from '../spec.ts';
import type { Envelope } from './bus.ts';
import { kindOf, payloadOf } from './kept.ts';

export interface EventWriterOptions {
  readonly events: EventLog;
  readonly clock: Clock;
  readonly log: Logger;
  readonly keep: EventRetention;
}
/** How much of the event log is kept. */
export interface EventRetention {
  /** Default 30. */
  readonly days: number;
  /** Default 200,000. */
  readonly events: number;
}
export const defaultRetention: EventRetention = { days: 30, events: 200_000 };

export interface EventWriter {
  /** Returns at once: what is logged is written beside the work that it tells of. */
  add(envelope: Envelope): void;
  /** Resolves when all that was added is written, or given up. */
  flush(): Promise<void>;
}

const coalesceMs = 500;
/** What waits for a database that does not answer is in memory: the oldest goes first. */
const mostWaiting = 20_000;
const pruneEvery = 20_000;
/** So long the next batch gathers: each costs some queries, and a page that is told a little later is told no less. */
const gatherMs = 100;
const dayMs = 24 * 60 * 60_000;

/**
 * Writes events in batches: while one is being written, and a moment longer, the next one gathers, so that a flood
 * costs few writes and a single event waits for nothing. A log that cannot be written never stops the work that it tells of.
 */
export function createEventWriter({ events, clock, log, keep }: EventWriterOptions): EventWriter {
  let waiting: NewLoggedEvent[] = [];
  let writing: Promise<void> | undefined;
  let isBroken = false;
  let isFlushing = false;
  let hurry = () => {};
  let untilPrune = 0;
  /** The last progress of each run that was not logged yet, and when one was. */
  const held = new Map<string, NewLoggedEvent>();
  const said = new Map<string, number>();

  function add(envelope: Envelope): void {
    const { at, account, run, event } = envelope;
    const kind = kindOf(event);
    if (kind === 'live') return;
    const row: NewLoggedEvent = {
      at,
      account,
      ...(run === undefined ? {} : { run }),
      event,
      data: payloadOf(envelope),
    };
    if (kind === 'coalesced') coalesce(`${run} ${event}`, row);
    else {
      if (event === 'run-ended') endProgress(`${run} `);
      write(row);
    }
  }

  function coalesce(key: string, row: NewLoggedEvent): void {
    const now = clock.monotonic();
    if (now - (said.get(key) ?? Number.NEGATIVE_INFINITY) < coalesceMs) {
      held.set(key, row);
      return;
    }
    said.set(key, now);
    held.delete(key);
    write(row);
  }

  /** How far it came is known before its end. */
  function endProgress(run: string): void {
    for (const [key, row] of held) {
      if (!key.startsWith(run)) continue;
      held.delete(key);
      write(row);
    }
    for (const key of said.keys()) if (key.startsWith(run)) said.delete(key);
  }

  function write(row: NewLoggedEvent): void {
    waiting.push(row);
    if (waiting.length > mostWaiting) waiting.shift();
    writing ??= drain().finally(() => {
      writing = undefined;
    });
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      // What is told in the same turn goes into the same batch.
      await new Promise((resolve) => setImmediate(resolve));
      const batch = waiting;
      waiting = [];
      try {
        await events.append(batch);
        isBroken = false;
        if (!isFlushing) await gathered();
        await prune(batch.length);
      } catch (error) {
        if (!isBroken) log.warn('events could not be logged', { fault: toFault(error) });
        isBroken = true;
      }
    }
  }

  function gathered(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, gatherMs);
      hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function prune(added: number): Promise<void> {
    untilPrune -= added;
    if (untilPrune > 0) return;
    untilPrune = pruneEvery;
    await events.prune({ before: clock.now() - keep.days * dayMs, keep: keep.events });
  }

  return {
    add,
    async flush() {
      isFlushing = true;
      hurry();
      while (writing) await writing;
      isFlushing = false;
    },
  };
}
