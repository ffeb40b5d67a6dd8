import { laneOf } from '@earmark/core';
import { type Kysely, sql } from 'kysely';
import type { AccountSchema } from './account.ts';
import type { Migration } from './migration.ts';

/**
 * Jobs wait in lanes (a topic with the same needs), so that a claim looks only at what its worker may take, and
 * those that are not due are parked apart. What is open and what is finished have indexes of their own, as there
 * are few of the one and many of the other.
 */
export const jobLanes: Migration<AccountSchema> = async (db, { text }) => {
  await db.schema
    .alterTable('jobs')
    .addColumn('lane', text, (column) => column.notNull().defaultTo(''))
    .execute();
  for (const column of ['parked', 'created_at'])
    await db.schema
      .alterTable('jobs')
      .addColumn(column, 'bigint', (build) => build.notNull().defaultTo(0))
      .execute();
  for (const column of ['started_at', 'finished_at'])
    await db.schema.alterTable('jobs').addColumn(column, 'bigint').execute();
  await db.schema.alterTable('jobs').addColumn('result', text).execute();
  await db.schema
    .createTable('workers')
    .addColumn('name', text, (column) => column.primaryKey().notNull())
    .addColumn('record', text, (column) => column.notNull())
    .execute();
  await fill(db);
  for (const name of ['jobs_in_order', 'jobs_by_key']) await db.schema.dropIndex(name).execute();
  for (const index of indexes) await sql.raw(index).execute(db);
};

/** When the older ones were added is not known: their age counts from now. */
async function fill(db: Kysely<AccountSchema>): Promise<void> {
  const now = Date.now();
  const lanes = await db.selectFrom('jobs').select(['topic', 'needs']).distinct().execute();
  for (const { topic, needs } of lanes)
    await db
      .updateTable('jobs')
      .set({ lane: laneOf(topic, needs === null ? [] : JSON.parse(needs)) })
      .where('topic', '=', topic)
      .where('needs', needs === null ? 'is' : '=', needs)
      .execute();
  await db.updateTable('jobs').set({ created_at: now }).execute();
  await db
    .updateTable('jobs')
    .set({ parked: 1 })
    .where('status', '=', 'waiting')
    .where('not_before', '>', 0)
    .execute();
  await db
    .updateTable('jobs')
    .set({ finished_at: now })
    .where('status', 'in', ['done', 'failed', 'cancelled'])
    .execute();
}

const indexes = [
  "create index jobs_in_lanes on jobs (lane, parked, priority desc, seq) where status = 'waiting'",
  "create index jobs_parked on jobs (lane, not_before) where status = 'waiting' and parked = 1",
  "create index jobs_leased on jobs (lease_until) where status = 'active'",
  "create unique index jobs_open on jobs (topic, key) where key is not null and status in ('waiting', 'active')",
  'create index jobs_by_status on jobs (status, seq)',
  'create index jobs_finished on jobs (status, finished_at) where finished_at is not null',
];
