import { sql } from 'kysely';
import type { AccountSchema } from './account.ts';
import type { Migration } from './migration.ts';

/** Decisions of a band that few have are found without a look at the others. */
export const decisionBands: Migration<AccountSchema> = async (db) => {
  await sql`create index decisions_in_band on decisions (band, at, id) where latest = 1`.execute(
    db,
  );
};
