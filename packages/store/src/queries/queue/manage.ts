import { setImmediate } from 'node:timers/promises';
import {
  EarmarkError,
  type Job,
  type JobStatus,
  partsOfLane,
  type Queue,
  type WorkerRecord,
} from '@earmark/core';
import { type Kysely, sql } from 'kysely';
import type { AccountSchema } from '../../schema/account.ts';
import { parsed } from '../rows.ts';
import { jobOf } from './rows.ts';

const atOnce = 500;

/** What people and hosts ask and change; the workers' side is elsewhere. */
export type ManageQueue = Pick<
  Queue,
  | 'cancel'
  | 'retry'
  | 'retryFailed'
  | 'get'
  | 'list'
  | 'counts'
  | 'prune'
  | 'announce'
  | 'dismiss'
  | 'workers'
>;

export function manageQueue(
  db: Kysely<AccountSchema>,
  now: () => number,
  notify: () => void,
): ManageQueue {
  /** Failed or cancelled jobs wait again, those whose like is open excepted. Gives how many. */
  async function again(ids: readonly string[]): Promise<number> {
    const { numUpdatedRows } = await db
      .updateTable('jobs')
      .set(afresh)
      .where('id', 'in', ids)
      .where('status', 'in', ['failed', 'cancelled'])
      .where(
        sql<boolean>`not exists (select 1 from jobs as open where open.topic = jobs.topic and open.key = jobs.key and open.status in ('waiting', 'active'))`,
      )
      .executeTakeFirst();
    notify();
    return Number(numUpdatedRows);
  }

  const manage: ManageQueue = {
    async cancel(id) {
      const result = await db
        .updateTable('jobs')
        .set({ status: 'cancelled', lease_until: null, worker: null, finished_at: now() })
        .where('id', '=', id)
        .where('status', 'in', ['waiting', 'active'])
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },
    async retry(id) {
      try {
        return (await again([id])) === 1;
      } catch (error) {
        // Its like was added at this very moment.
        if (EarmarkError.is(error, 'conflict')) return false;
        throw error;
      }
    },
    async retryFailed({ topic, code } = {}) {
      let count = 0;
      let before: string | undefined;
      const tried = new Set<string>();
      for (;;) {
        const failed: readonly Job[] = await manage.list({
          status: 'failed',
          limit: atOnce,
          ...(topic !== undefined && { topic }),
          ...(before !== undefined && { before }),
        });
        const wanted = failed.filter((job) => {
          const name = `${job.topic} ${job.key ?? job.id}`;
          if ((code !== undefined && job.fault?.code !== code) || tried.has(name)) return false;
          tried.add(name);
          return true;
        });
        if (wanted.length > 0) count += await again(wanted.map(({ id }) => id));
        if (failed.length < atOnce) return count;
        before = failed.at(-1)?.id;
      }
    },
    async get(id) {
      const row = await db.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst();
      return row && jobOf(row);
    },
    async list({ topic, status, before, limit } = {}) {
      let query = db.selectFrom('jobs').selectAll().orderBy('seq', 'desc');
      if (topic !== undefined) query = query.where('topic', '=', topic);
      // As a literal, so that the index of this status serves.
      if (status !== undefined) query = query.where('status', '=', sql.lit(status));
      if (before !== undefined)
        query = query.where('seq', '<', (jobs) =>
          jobs.selectFrom('jobs').select('seq').where('id', '=', before),
        );
      if (limit !== undefined) query = query.limit(limit);
      return (await query.execute()).map(jobOf);
    },
    async counts() {
      const rows = await db
        .selectFrom('jobs')
        .select(({ fn }) => [
          'lane',
          'status',
          fn.countAll<number>().as('count'),
          fn.min('created_at').as('since'),
        ])
        .groupBy(['status', 'lane'])
        .orderBy('status')
        .orderBy('lane')
        .execute();
      return rows.map(({ lane, status, count, since }) => ({
        ...partsOfLane(lane),
        status: status as JobStatus,
        count: Number(count),
        since,
      }));
    },
    async prune({ status, before }) {
      let count = 0;
      for (;;) {
        const { numDeletedRows } = await db
          .deleteFrom('jobs')
          .where('seq', 'in', (jobs) =>
            jobs
              .selectFrom('jobs')
              .select('seq')
              .where('status', '=', status)
              .where('finished_at', '<', before)
              .orderBy('finished_at')
              .limit(atOnce),
          )
          .executeTakeFirst();
        count += Number(numDeletedRows);
        if (numDeletedRows < atOnce) return count;
        await setImmediate();
      }
    },
    async announce(worker) {
      const record = JSON.stringify(worker);
      await db
        .insertInto('workers')
        .values({ name: worker.name, record })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ record }))
        .execute();
    },
    async dismiss(worker) {
      await db.deleteFrom('workers').where('name', '=', worker).execute();
    },
    async workers() {
      const rows = await db.selectFrom('workers').select('record').orderBy('name').execute();
      return rows.map(({ record }) => parsed<WorkerRecord>(record));
    },
  };
  return manage;
}

/** What a job that is tried again becomes. */
const afresh = {
  status: 'waiting',
  attempts: 0,
  not_before: 0,
  parked: 0,
  fault: null,
  progress: null,
  finished_at: null,
};
