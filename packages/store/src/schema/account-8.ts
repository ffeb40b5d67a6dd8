import { type Kysely, sql } from 'kysely';
import type { AccountSchema } from './account.ts';
import type { Migration } from './migration.ts';

/** Which process does a run, told apart from every other one, and for which job: people's lists leave those out. */
export const runOwners: Migration<AccountSchema> = async (db, kinds) => {
  for (const name of ['owner', 'job'])
    await db.schema.alterTable('runs').addColumn(name, kinds.text).execute();
  await nameJobs(db, kinds.json('request', 'job'));
  await sql`create index runs_of_people on runs (started_at, id) where job is null`.execute(db);
};

const nameJobs = (db: Kysely<AccountSchema>, job: string) =>
  sql`update runs set job = ${sql.raw(job)} where recipe is null and request like '{"command":"worker",%'`.execute(
    db,
  );
