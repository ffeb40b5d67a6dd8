import { type Clock, type JobRequest, leavesWork, type Queue } from '@earmark/core';
import {
  type AccountSchema,
  endingRow,
  followUps,
  idsOf,
  inOrder,
  jobOf,
  jobsAtOnce,
  type NewJobRow,
  newRow,
  only,
  survey,
} from '@earmark/store/kysely';
import { isCollision } from '../connection/faults.ts';
import { patiently } from '../connection/patience.ts';
import type { PostgresDatabase } from '../store/database.ts';
import {
  insertJobs,
  releaseLapsed,
  renewLeases,
  settleJobs,
  takeFirst,
  unparkDue,
} from './statements.ts';

const topic = 'jobs';
const collisionPatienceMs = 30_000;

/**
 * The store's queue, for many workers: who claims or settles waits for nobody, as each statement takes the rows
 * that no other is just taking. What only reads or manages stays as it is.
 */
export function createPostgresQueue(
  queue: Queue,
  { db, once, notify }: PostgresDatabase<AccountSchema>,
  clock: Clock,
): Queue {
  /** Two who add the same keys in different order stand in each other's way: one of them tries again. */
  async function put(rows: readonly NewJobRow[]): Promise<readonly string[]> {
    const ids = await patiently(
      async () =>
        idsOf(
          db,
          rows,
          (await insertJobs(rows).execute(db)).rows.map(({ id }) => id),
        ),
      (error) => isCollision((error as Error).cause ?? error),
      collisionPatienceMs,
    );
    // The job with that key ended in between: its place is free.
    const missing = rows.filter((_, at) => ids[at] === undefined);
    const others = missing.length === 0 ? [] : [...(await put(missing))];
    return ids.map((id) => id ?? only(others.splice(0, 1)));
  }
  async function addMany(requests: readonly JobRequest[]): Promise<readonly string[]> {
    const ids: string[] = [];
    for (let from = 0; from < requests.length; from += jobsAtOnce) {
      const chunk = requests.slice(from, from + jobsAtOnce);
      ids.push(...(await put(chunk.map((request) => newRow(request, clock.now())))));
    }
    notify(topic);
    return ids;
  }

  return {
    ...queue,
    addMany,
    add: async (request) => only(await addMany([request])),

    async claim(options) {
      if (options.topics.length === 0) return { jobs: [] };
      let seen = await survey(db, options);
      const lapsed = seen.lapsed ? (await releaseLapsed(options.now).execute(db)).rows : [];
      if (seen.due.length > 0) await unparkDue(seen.due, options.now).execute(db);
      if (seen.lapsed || seen.due.length > 0) seen = await survey(db, options);
      const { ready, nextAt } = seen;
      const rows = ready.length === 0 ? [] : (await takeFirst(ready, options).execute(once)).rows;
      const jobs = [...rows].sort(inOrder).map(jobOf);
      return {
        jobs,
        ...(nextAt !== undefined && { nextAt }),
        ...(lapsed.length > 0 && { lapsed }),
      };
    },

    async renew(worker, leases, until) {
      if (leases.length === 0) return [];
      return (await renewLeases(worker, leases, until).execute(db)).rows.map(({ id }) => id);
    },

    async settle(worker, endings) {
      if (endings.length === 0) return [];
      const now = clock.now();
      const next = followUps(endings, now);
      const settled = await settleJobs(worker, endings.map(endingRow), next, now).execute(once);
      // Others may go on with what comes next, or with what was given back.
      if (endings.some(leavesWork)) notify(topic);
      return settled.rows.map(({ id }) => id);
    },
  };
}
