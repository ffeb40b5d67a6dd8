import type { JobEnding, Queue } from '../ports/queue.ts';
import type { Clock } from '../spec.ts';
import { untilHeard } from './settle-times.ts';

/** Tells a queue how jobs ended: what ends while it is being told goes together with the next call. */
export interface Settler {
  /** False where the job was no longer this worker's. */
  settle(ending: JobEnding): Promise<boolean>;
}

interface Waiting {
  readonly ending: JobEnding;
  readonly told: PromiseWithResolvers<boolean>;
}

export function createSettler(
  queue: Queue,
  worker: string,
  clock: Clock,
  patienceMs: number,
): Settler {
  let waiting: Waiting[] = [];
  let telling = false;

  async function tell(): Promise<void> {
    telling = true;
    while (waiting.length > 0) {
      const now = waiting;
      waiting = [];
      try {
        const endings = now.map(({ ending }) => ending);
        const settled = new Set(
          await untilHeard(() => queue.settle(worker, endings), clock, patienceMs),
        );
        for (const { ending, told } of now) told.resolve(settled.has(ending.id));
      } catch (error) {
        for (const { told } of now) told.reject(error);
      }
    }
    telling = false;
  }

  return {
    settle(ending) {
      const told = Promise.withResolvers<boolean>();
      waiting.push({ ending, told });
      if (!telling) queueMicrotask(() => telling || void tell());
      return told.promise;
    },
  };
}
