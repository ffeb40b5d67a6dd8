import { EarmarkError } from '@earmark/spec';
import type { Queue } from '../ports/queue.ts';
import type { Clock } from '../spec.ts';

const longestBeatMs = 5_000;

/** A job under way, as its lease sees it. */
export interface Held {
  readonly id: string;
  readonly account: string;
  readonly queue: Queue;
  progress?: number;
  lose(error: unknown): void;
}
export interface Leases {
  hold(held: Held): void;
  drop(held: Held): void;
}

/** Renews the leases of all jobs under way, one call for each queue at each beat, until the signal. */
export function createLeases(
  worker: string,
  leaseMs: number,
  clock: Clock,
  signal: AbortSignal,
): Leases {
  const all = new Map<Held, number>();
  let beating = false;

  async function renew(queue: Queue, ours: readonly Held[]): Promise<void> {
    const askedAt = clock.monotonic();
    const leases = ours.map(({ id, progress }) => ({
      id,
      ...(progress !== undefined && { progress }),
    }));
    try {
      const renewed = new Set(await queue.renew(worker, leases, clock.now() + leaseMs));
      for (const held of ours)
        if (renewed.has(held.id)) {
          if (all.has(held)) all.set(held, askedAt + leaseMs);
        } else if (all.has(held))
          held.lose(
            new EarmarkError('locked', `job ${held.id} was cancelled or is another worker's`),
          );
    } catch (error) {
      for (const held of ours)
        if (!EarmarkError.is(error, 'network') || clock.monotonic() > (all.get(held) ?? 0))
          held.lose(error);
    }
  }

  async function beat(): Promise<void> {
    beating = true;
    while (all.size > 0 && !signal.aborted) {
      await clock.sleep(Math.min(leaseMs / 3, longestBeatMs), signal).catch(() => undefined);
      if (signal.aborted) break;
      const queues = new Set([...all.keys()].map(({ queue }) => queue));
      await Promise.all(
        [...queues].map((queue) =>
          renew(
            queue,
            [...all.keys()].filter((held) => held.queue === queue),
          ),
        ),
      );
    }
    beating = false;
  }

  return {
    hold(held) {
      all.set(held, clock.monotonic() + leaseMs);
      if (!beating) void beat();
    },
    drop(held) {
      all.delete(held);
    },
  };
}
