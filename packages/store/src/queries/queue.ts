import { randomUUID } from 'node:crypto';
import type { Fault, Job, JobStatus, Queue } from '@earmark/core';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { AccountSchema, JobTable } from '../schema/account.ts';
import type { Database } from './database.ts';
import { paged, parsed, parsedOr, present } from './rows.ts';

const defaultAttempts = 3;

export function createQueue({ db, write }: Database<AccountSchema>): Queue {
  const held = (tx: Kysely<AccountSchema>, id: string, worker: string) =>
    tx
      .selectFrom('jobs')
      .selectAll()
      .where('id', '=', id)
      .where('status', '=', 'active')
      .where('worker', '=', worker)
      .executeTakeFirst();
  const settle = (tx: Kysely<AccountSchema>, id: string, change: Partial<Selectable<JobTable>>) =>
    tx
      .updateTable('jobs')
      .set({ lease_until: null, worker: null, ...change })
      .where('id', '=', id)
      .execute();

  return {
    add: ({ topic, payload, key, needs, ...rest }) =>
      write('jobs', async (tx) => {
        const known = await openWith(tx, topic, key ?? null);
        if (known) return known.id;
        const { priority = 0, maxAttempts = defaultAttempts, notBefore = 0 } = rest;
        const id = randomUUID();
        await tx
          .insertInto('jobs')
          .values({
            id,
            topic,
            payload: JSON.stringify(payload),
            priority,
            key: key ?? null,
            status: 'waiting',
            attempts: 0,
            max_attempts: maxAttempts,
            not_before: notBefore,
            needs: needsText(needs),
          })
          .execute();
        return id;
      }),

    claim: ({ worker, topics, can = [], leaseMs, now }) =>
      write('jobs', async (tx) => {
        if (topics.length === 0) return undefined;
        const ofTopics = tx
          .selectFrom('jobs')
          .selectAll()
          .where('topic', 'in', topics)
          .where(
            sql<boolean>`not exists (select 1 from json_each(needs) as need where need.value not in (select value from json_each(${JSON.stringify(can)})))`,
          )
          .orderBy('priority', 'desc')
          .orderBy('seq');
        const left = await ofTopics
          .where('status', '=', 'active')
          .where('lease_until', '<=', now)
          .execute();
        for (const row of left.filter(isSpent)) {
          await settle(tx, row.id, { status: 'failed', fault: JSON.stringify(silent(row)) });
        }
        const waiting = await ofTopics
          .where('status', '=', 'waiting')
          .where('not_before', '<=', now)
          .limit(1)
          .executeTakeFirst();
        const next = first(
          left.find((row) => !isSpent(row)),
          waiting,
        );
        if (!next) return undefined;
        const change = {
          status: 'active',
          attempts: next.attempts + 1,
          lease_until: now + leaseMs,
          worker,
          progress: null,
        };
        await tx.updateTable('jobs').set(change).where('id', '=', next.id).execute();
        return jobOf({ ...next, ...change });
      }),

    async renew(id, worker, until, progress) {
      const result = await db
        .updateTable('jobs')
        .set({ lease_until: until, ...(progress !== undefined && { progress }) })
        .where('id', '=', id)
        .where('status', '=', 'active')
        .where('worker', '=', worker)
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },
    complete: (id, worker) =>
      write('jobs', async (tx) => {
        if (!(await held(tx, id, worker))) return false;
        await settle(tx, id, { status: 'done', fault: null });
        return true;
      }),
    fail: (id, worker, fault, retryAt) =>
      write('jobs', async (tx) => {
        const row = await held(tx, id, worker);
        if (!row) return false;
        const change = { fault: JSON.stringify(fault) };
        if (retryAt === undefined || isSpent(row))
          await settle(tx, id, { status: 'failed', ...change });
        else await settle(tx, id, { status: 'waiting', not_before: retryAt, ...change });
        return true;
      }),
    giveBack: (id, worker, fault, dueAt) =>
      write('jobs', async (tx) => {
        const row = await held(tx, id, worker);
        if (!row) return false;
        await settle(tx, id, {
          status: 'waiting',
          attempts: row.attempts - 1,
          not_before: dueAt,
          fault: JSON.stringify(fault),
        });
        return true;
      }),
    async cancel(id) {
      const result = await db
        .updateTable('jobs')
        .set({ status: 'cancelled', lease_until: null, worker: null })
        .where('id', '=', id)
        .where('status', 'in', ['waiting', 'active'])
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },
    async retry(id) {
      const row = await db.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst();
      if (!row) return false;
      // Among many workers jobs are added under this very name: two open jobs of one key cannot come of it.
      return write(`job ${row.topic} ${row.key}`, async (tx) => {
        if (await openWith(tx, row.topic, row.key)) return false;
        const result = await tx
          .updateTable('jobs')
          .set(afresh)
          .where('id', '=', id)
          .where('status', 'in', ['failed', 'cancelled'])
          .executeTakeFirst();
        return result.numUpdatedRows === 1n;
      });
    },
    async get(id) {
      const row = await db.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst();
      return row && jobOf(row);
    },
    async list({ topic, status, ...page } = {}) {
      let query = db.selectFrom('jobs').selectAll().orderBy('seq');
      if (topic !== undefined) query = query.where('topic', '=', topic);
      if (status !== undefined) query = query.where('status', '=', status);
      return (await paged(query, page).execute()).map(jobOf);
    },
  };
}

/** The job that waits or is active under a key. */
export async function openWith(
  tx: Kysely<AccountSchema>,
  topic: string,
  key: string | null,
): Promise<{ readonly id: string } | undefined> {
  if (key === null) return undefined;
  return tx
    .selectFrom('jobs')
    .select('id')
    .where('topic', '=', topic)
    .where('key', '=', key)
    .where('status', 'in', ['waiting', 'active'])
    .executeTakeFirst();
}

/** What a job that is tried again becomes. */
const afresh = { status: 'waiting', attempts: 0, not_before: 0, fault: null, progress: null };

export const needsText = (needs: readonly string[] = []): string | null =>
  needs.length === 0 ? null : JSON.stringify(needs);

type Row = Selectable<JobTable>;

function isSpent(row: Row): boolean {
  return row.attempts >= row.max_attempts;
}

function first(left: Row | undefined, right: Row | undefined): Row | undefined {
  if (!left || !right) return left ?? right;
  if (left.priority !== right.priority) return left.priority > right.priority ? left : right;
  return left.seq < right.seq ? left : right;
}

function silent({ topic, worker, attempts }: Row): Fault {
  return {
    code: 'internal',
    message: `the ${topic} job was given up: its worker ${worker} fell silent at attempt ${attempts}, the last one allowed`,
  };
}

export function jobOf(row: Row): Job {
  const { id, topic, priority, attempts, key, worker, progress } = row;
  return {
    id,
    topic,
    payload: parsed(row.payload),
    priority,
    status: row.status as JobStatus,
    attempts,
    maxAttempts: row.max_attempts,
    notBefore: row.not_before,
    ...present({
      key,
      leaseUntil: row.lease_until,
      worker,
      needs: parsedOr<readonly string[]>(row.needs),
      fault: parsedOr<Fault>(row.fault),
      progress,
    }),
  };
}
