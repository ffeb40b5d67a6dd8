import { laneOf, servesLane } from '../ports/lane.ts';
import type { JobCount, Queue } from '../ports/queue.ts';

/** Jobs that wait although no worker that was heard of lately can do them: by topic and needs. */
export async function unserved(queue: Queue, now: number): Promise<readonly JobCount[]> {
  const living = (await queue.workers()).filter(({ until }) => until > now);
  return (await queue.counts()).filter(
    ({ status, topic, needs }) =>
      status === 'waiting' && !living.some((worker) => servesLane(worker, laneOf(topic, needs))),
  );
}
