import { EarmarkError } from '@earmark/spec';
import PQueue from 'p-queue';
import type { SharedStore } from '../ports.ts';
import type { Clock, RateLimit } from '../spec.ts';
import { orAborted } from './flights.ts';
import { stricter } from './limits.ts';
import type { HttpPause } from './options.ts';

export interface GateOptions {
  readonly shared: Pick<SharedStore, 'book' | 'park' | 'parked'>;
  readonly clock: Clock;
  readonly concurrency: number;
  readonly ceilingMs: number;
}
export interface Gate {
  /** From now on this limit holds for the host too. */
  declare(host: string, limit: RateLimit): void;
  /** Runs the work once a place is free. */
  place<T>(host: string, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
  /** Waits, in turn, until the host may be asked, and books it. Throws `quota` where that is too far away. */
  book(host: string, signal: AbortSignal, onPaused: (pause: HttpPause) => void): Promise<void>;
}
interface Host {
  limit: RateLimit;
  readonly places: PQueue;
  readonly turns: PQueue;
}

export function createGate({ shared, clock, concurrency, ceilingMs }: GateOptions): Gate {
  const hosts = new Map<string, Host>();

  const at = (name: string): Host => {
    const host = hosts.get(name);
    if (host === undefined) throw new EarmarkError('internal', `no limit is known for ${name}`);
    return host;
  };

  const admit = async (
    name: string,
    signal: AbortSignal,
    onPaused: (pause: HttpPause) => void,
  ): Promise<void> => {
    for (;;) {
      const now = clock.now();
      const parked = await shared.parked(name, now);
      if (parked !== undefined && parked.until - now > ceilingMs) {
        onPaused({ host: name, ...parked });
        throw tooFar(name, parked.until - now, parked.reason);
      }
      if (parked !== undefined) {
        await clock.sleep(parked.until - now, signal);
        continue;
      }
      const { waitMs, exhausted } = await shared.book(name, at(name).limit, now);
      if (exhausted) {
        const pause = { host: name, until: now + waitMs, reason: "the day's budget is used up" };
        await shared.park(name, pause.until, pause.reason);
        onPaused(pause);
        throw tooFar(name, waitMs, pause.reason);
      }
      if (waitMs === 0) return;
      if (waitMs > ceilingMs) throw tooFar(name, waitMs, 'its limit is used up');
      await clock.sleep(waitMs, signal);
    }
  };

  return {
    declare(name, limit) {
      const host = hosts.get(name);
      const holds = host === undefined ? limit : stricter(host.limit, limit);
      const places = host?.places ?? new PQueue();
      places.concurrency = holds.concurrency ?? concurrency;
      if (host !== undefined) host.limit = holds;
      else hosts.set(name, { limit: holds, places, turns: new PQueue({ concurrency: 1 }) });
    },
    place: (name, signal, work) => queued(at(name).places, signal, work),
    book: (name, signal, onPaused) =>
      queued(at(name).turns, signal, () => admit(name, signal, onPaused)),
  };
}

/** An aborted request leaves at once; its turn then passes without work. */
function queued<T>(queue: PQueue, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const turn = queue.add(() => {
    if (signal.aborted) throw new EarmarkError('aborted', 'stopped by the caller');
    return work();
  });
  return orAborted(turn, signal);
}

function tooFar(host: string, waitMs: number, reason: string): EarmarkError {
  return new EarmarkError(
    'quota',
    `${host} may not be asked for another ${Math.ceil(waitMs / 1000)} s: ${reason}.`,
    { retryAfterMs: waitMs },
  );
}
