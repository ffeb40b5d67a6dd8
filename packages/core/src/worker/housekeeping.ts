import type { Queue } from '../ports/queue.ts';
import type { Clock } from '../spec.ts';
import type { Abilities } from './abilities.ts';

/** How long finished jobs are kept, in milliseconds. */
export interface Retention {
  readonly doneMs?: number;
  readonly failedMs?: number;
  readonly cancelledMs?: number;
}

const dayMs = 24 * 3_600_000;
const announceEveryMs = 20_000;
const pruneEveryMs = 3_600_000;
/** A worker that was not heard for so long is lost; it is forgotten a day later. */
const unheardMs = 60_000;

export interface Housekeeping {
  /** What is to be done now and then for a queue: says that this worker lives, forgets what is old. */
  tend(queue: Queue): Promise<void>;
  /** Says again who this worker is, at the next turn. */
  renew(): void;
  end(queue: Queue): Promise<void>;
}

export function createHousekeeping(
  worker: { readonly name: string; readonly topics: readonly string[]; readonly since: number },
  abilities: Abilities,
  { doneMs = 7 * dayMs, failedMs = 90 * dayMs, cancelledMs = 7 * dayMs }: Retention = {},
  clock: Clock,
): Housekeeping {
  let announced = new Map<Queue, number>();
  const pruned = new Map<Queue, number>();

  async function prune(queue: Queue, now: number): Promise<void> {
    const keep = { done: doneMs, failed: failedMs, cancelled: cancelledMs };
    for (const status of ['done', 'failed', 'cancelled'] as const)
      await queue.prune({ status, before: now - keep[status] });
    for (const { name, until } of await queue.workers())
      if (until < now - dayMs) await queue.dismiss(name);
  }

  return {
    async tend(queue) {
      const at = clock.monotonic();
      if (at - (announced.get(queue) ?? Number.NEGATIVE_INFINITY) >= announceEveryMs) {
        announced.set(queue, at);
        const now = clock.now();
        await queue.announce({
          ...worker,
          can: abilities.now(),
          until: now + unheardMs,
          troubles: abilities.troubles(),
        });
      }
      if (at - (pruned.get(queue) ?? Number.NEGATIVE_INFINITY) >= pruneEveryMs) {
        pruned.set(queue, at);
        await prune(queue, clock.now());
      }
    },
    renew() {
      announced = new Map();
    },
    end: (queue) => queue.dismiss(worker.name),
  };
}
