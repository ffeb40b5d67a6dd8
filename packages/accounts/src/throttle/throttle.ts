import { type Clock, EarmarkError, type Json, type Records, updateRecord } from '@earmark/core';

export interface Allowance {
  readonly limit: number;
  readonly perMs: number;
}
/** Counts what may be tried only so often. It is kept with the installation, so that a restart gives no new tries. */
export interface Throttle {
  /** Takes one try from each bucket, in order. Throws `quota` with `retryAfterMs` at the first that is empty. */
  take(buckets: Readonly<Record<string, Allowance>>): Promise<void>;
  /** Gives the last try back: it was no guess. */
  forgive(buckets: readonly string[]): Promise<void>;
}

const throttles = 'throttles';
interface Count {
  readonly since: number;
  readonly count: number;
}

export function createThrottle({
  records,
  clock,
}: {
  readonly records: Records;
  readonly clock: Clock;
}): Throttle {
  /** What was taken in the window that is open now. A clock that was set back makes nobody wait longer than the window. */
  function counted(value: Json | undefined, { perMs }: Allowance): Count {
    const now = clock.now();
    const kept = value as unknown as Count | undefined;
    const isOver = !kept || kept.since + perMs <= now || kept.since > now;
    return isOver ? { since: now, count: 0 } : kept;
  }

  return {
    async take(buckets) {
      for (const [bucket, allowance] of Object.entries(buckets)) {
        const expiresAt = clock.now() + allowance.perMs;
        const take = (value: Json | undefined) => {
          const { since, count } = counted(value, allowance);
          if (count < allowance.limit) return { since, count: count + 1 };
          throw new EarmarkError('quota', 'Too many tries: wait before the next one.', {
            retryAfterMs: Math.max(1000, since + allowance.perMs - clock.now()),
          });
        };
        await updateRecord(records, throttles, bucket, take, { expiresAt });
      }
    },
    async forgive(buckets) {
      for (const bucket of buckets) {
        await updateRecord(records, throttles, bucket, (value) => {
          const kept = value as unknown as Count | undefined;
          return kept && kept.count > 1 ? { since: kept.since, count: kept.count - 1 } : undefined;
        });
      }
    },
  };
}
