import type { AccountSchema } from './account.ts';
import type { Migration } from './migration.ts';

/** What a job needs of its worker, as a JSON list; null: nothing. */
export const jobNeeds: Migration<AccountSchema> = async ({ schema }, { text }) => {
  await schema.alterTable('jobs').addColumn('needs', text).execute();
};
