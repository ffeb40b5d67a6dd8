import { randomUUID } from 'node:crypto';
import type { Queue } from '@earmark/core';
import { type AccountSchema, jobOf, needsText, openWith } from '@earmark/store/kysely';
import { type Selectable, sql, type UpdateObject } from 'kysely';
import type { PostgresDatabase } from '../store/database.ts';

type Change = UpdateObject<AccountSchema, 'jobs'>;
const defaultAttempts = 3;

/**
 * The store's queue, for many workers: who claims or settles a job waits for nobody, as each statement takes the
 * rows that no other is just taking. What only reads, renews or cancels stays as it is.
 */
export function createPostgresQueue(
  queue: Queue,
  { db, once, write }: PostgresDatabase<AccountSchema>,
): Queue {
  /** Jobs whose lease has ended wait again, or fail where no attempt is left. */
  const release = (now: number) => sql`
    update jobs set
      status = case when attempts < max_attempts then 'waiting' else 'failed' end,
      fault = case when attempts < max_attempts then fault else json_build_object(
        'code', 'internal',
        'message', format('the %s job was given up: its worker %s fell silent at attempt %s, the last one allowed', topic, worker, attempts)
      )::text end,
      lease_until = null,
      worker = null
    where seq in (
      select seq from jobs where status = 'active' and lease_until <= ${now}
      order by seq for update skip locked
    )`;

  /** False where the job is no longer this worker's. */
  async function settle(id: string, worker: string, change: Change): Promise<boolean> {
    const { numUpdatedRows } = await once
      .updateTable('jobs')
      .set({ lease_until: null, worker: null, ...change })
      .where('id', '=', id)
      .where('status', '=', 'active')
      .where('worker', '=', worker)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  return {
    ...queue,
    async add({ topic, payload, priority = 0, key, needs, ...rest }) {
      const { maxAttempts = defaultAttempts, notBefore = 0 } = rest;
      const row = {
        id: randomUUID(),
        topic,
        payload: JSON.stringify(payload),
        priority,
        key: key ?? null,
        status: 'waiting',
        attempts: 0,
        max_attempts: maxAttempts,
        not_before: notBefore,
        needs: needsText(needs),
      };
      const insert = (into: typeof db) =>
        into
          .insertInto('jobs')
          .values(row)
          .onConflict((conflict) => conflict.column('id').doNothing())
          .execute();
      if (key === undefined) {
        await insert(db);
        return row.id;
      }
      return write(`job ${topic} ${key}`, async (tx) => {
        const known = await openWith(tx, topic, key);
        if (known) return known.id;
        await insert(tx);
        return row.id;
      });
    },

    async claim({ worker, topics, can = [], leaseMs, now }) {
      if (topics.length === 0) return undefined;
      await release(now).execute(db);
      const { rows } = await sql<Selectable<AccountSchema['jobs']>>`
        update jobs set
          status = 'active', attempts = attempts + 1, lease_until = ${now + leaseMs},
          worker = ${worker}, progress = null
        where seq = (
          select seq from jobs
          where status = 'waiting' and not_before <= ${now} and topic = any(${topics})
            and (needs is null or needs::jsonb <@ ${JSON.stringify(can)}::jsonb)
          order by priority desc, seq limit 1 for update skip locked
        )
        returning *`.execute(once);
      return rows[0] && jobOf(rows[0]);
    },

    complete: (id, worker) => settle(id, worker, { status: 'done', fault: null }),

    fail(id, worker, fault, retryAt) {
      const again =
        retryAt === undefined ? sql<boolean>`false` : sql<boolean>`attempts < max_attempts`;
      return settle(id, worker, {
        status: sql<string>`case when ${again} then 'waiting' else 'failed' end`,
        fault: JSON.stringify(fault),
        ...(retryAt !== undefined && { not_before: retryAt }),
      });
    },

    giveBack: (id, worker, fault, dueAt) =>
      settle(id, worker, {
        status: 'waiting',
        attempts: sql<number>`attempts - 1`,
        not_before: dueAt,
        fault: JSON.stringify(fault),
      }),
  };
}
