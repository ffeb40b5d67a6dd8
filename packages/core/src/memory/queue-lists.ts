import { laneOf, partsOfLane } from '../ports/lane.ts';
import type { Job, JobCount, Queue } from '../ports/queue.ts';
import { lastOfEachKey } from './queue-rules.ts';
import { byBytes } from './rows.ts';

export interface ListedJobs {
  /** All jobs, newest first. */
  all(): Promise<readonly Job[]>;
  /** What `Queue.retry` does, for many; gives how many wait again. */
  retry(ids: readonly string[]): Promise<number>;
  forget(ids: readonly string[]): Promise<void>;
}

/** What a queue can answer by going through its jobs one by one: enough where they are few, or nobody asks often. */
export function listedQueue({
  all,
  retry,
  forget,
}: ListedJobs): Pick<Queue, 'retryFailed' | 'list' | 'counts' | 'prune'> {
  return {
    async retryFailed({ topic, code } = {}) {
      const failed = (await all()).filter(
        (job) =>
          job.status === 'failed' &&
          (topic === undefined || job.topic === topic) &&
          (code === undefined || job.fault?.code === code),
      );
      return retry(lastOfEachKey([...failed].reverse()).map(({ id }) => id));
    },
    async list({ topic, status, before, limit } = {}) {
      const newest = await all();
      const from = before === undefined ? 0 : newest.findIndex(({ id }) => id === before) + 1;
      return newest
        .slice(from)
        .filter(
          (job) =>
            (topic === undefined || job.topic === topic) &&
            (status === undefined || job.status === status),
        )
        .slice(0, limit);
    },
    async counts() {
      const counts = new Map<string, JobCount>();
      for (const { topic, needs, status, createdAt } of await all()) {
        const lane = laneOf(topic, needs);
        const { count = 0 } = counts.get(`${status} ${lane}`) ?? {};
        counts.set(`${status} ${lane}`, {
          ...partsOfLane(lane),
          status,
          count: count + 1,
          since: createdAt,
        });
      }
      return [...counts].sort(([one], [other]) => byBytes(one, other)).map(([, count]) => count);
    },
    async prune({ status, before }) {
      const old = (await all()).filter(
        (job) => job.status === status && (job.finishedAt ?? before) < before,
      );
      await forget(old.map(({ id }) => id));
      return old.length;
    },
  };
}
