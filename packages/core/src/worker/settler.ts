import { gather } from '../gather.ts';
import type { JobEnding, Queue } from '../ports/queue.ts';
import type { Clock } from '../spec.ts';
import { untilHeard } from './settle-times.ts';

/** Tells a queue how jobs ended: what ends while it is being told goes together with the next call. */
export interface Settler {
  /** False where the job was no longer this worker's. */
  settle(ending: JobEnding): Promise<boolean>;
}

export function createSettler(
  queue: Queue,
  worker: string,
  clock: Clock,
  patienceMs: number,
): Settler {
  const settle = gather(
    async (endings: readonly JobEnding[]) => {
      const tell = () => queue.settle(worker, endings);
      const settled = new Set(await untilHeard(tell, clock, patienceMs));
      return endings.map(({ id }) => settled.has(id));
    },
    { oneByOne: true },
  );
  return { settle };
}
