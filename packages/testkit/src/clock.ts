import type { Clock } from '@earmark/core';
import { EarmarkError } from '@earmark/core';

export interface FakeClock extends Clock {
  /** Lets time pass. Sleepers wake in the order of their time; whoever sleeps again in between wakes in turn. */
  advance(ms: number): Promise<void>;
  /** How many sleep at this moment. */
  readonly sleepers: number;
  /** In this mode nobody waits: a sleep ends at once and time has passed. */
  auto: boolean;
  /** How long each sleep so far was asked to be, in milliseconds, in order. */
  readonly slept: readonly number[];
}
export interface FakeClockOptions {
  /** What `now` says first, in milliseconds since 1970. Default 2026-01-01T00:00:00Z. */
  readonly start?: number;
  readonly auto?: boolean;
}

interface Sleeper {
  readonly until: number;
  wake(): void;
}

/** A clock that stands still until a test moves it. */
export function createFakeClock(options: FakeClockOptions = {}): FakeClock {
  const start = options.start ?? Date.UTC(2026, 0, 1);
  const sleepers = new Set<Sleeper>();
  const slept: number[] = [];
  let time = start;
  let auto = options.auto ?? false;

  const nextBefore = (end: number): Sleeper | undefined =>
    [...sleepers].filter(({ until }) => until <= end).sort((a, b) => a.until - b.until)[0];

  return {
    get auto() {
      return auto;
    },
    set auto(on) {
      auto = on;
    },
    slept,
    now: () => time,
    monotonic: () => time - start,
    get sleepers() {
      return sleepers.size;
    },
    async sleep(ms, signal) {
      if (signal?.aborted) throw stopped();
      slept.push(ms);
      if (auto) {
        time += Math.max(0, ms);
        return;
      }
      if (ms <= 0) return;
      await new Promise<void>((resolve, reject) => {
        const end = (settle: () => void) => () => {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', onAbort);
          settle();
        };
        const onAbort = end(() => reject(stopped()));
        const sleeper: Sleeper = { until: time + ms, wake: end(resolve) };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', onAbort, { once: true });
      });
    },
    async advance(ms) {
      const end = time + ms;
      await settled();
      for (let next = nextBefore(end); next !== undefined; next = nextBefore(end)) {
        time = Math.max(time, next.until);
        next.wake();
        await settled();
      }
      time = end;
    },
  };
}

/** A few turns of the event loop: whoever woke may do what needs no time, such as sleeping again. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

function stopped(): EarmarkError {
  return new EarmarkError('aborted', 'stopped by the caller');
}
