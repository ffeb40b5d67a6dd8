import { sql } from 'kysely';
import type { AccountSchema } from './account.ts';
import type { Migration } from './migration.ts';

const listed = ['active', 'done', 'failed', 'cancelled'] as const;

/**
 * Jobs that do not wait are listed by an index for each status. One for all of them held those that wait, too: right after
 * many were added PostgreSQL knows of none that wait, takes it for the cheapest way, and a claim goes through them all.
 */
export const jobStatuses: Migration<AccountSchema> = async (db) => {
  await db.schema.dropIndex('jobs_by_status').execute();
  for (const status of listed)
    await sql`create index ${sql.ref(`jobs_${status}`)} on jobs (seq) where status = ${sql.lit(status)}`.execute(
      db,
    );
};
