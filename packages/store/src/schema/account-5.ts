import type { AccountSchema } from './account.ts';
import type { Migration } from './migration.ts';

/** The recipe a run was made from, and who wants it to stop, as JSON; null: no recipe, and nobody. */
export const runRecipes: Migration<AccountSchema> = async ({ schema }, { text }) => {
  await schema.alterTable('runs').addColumn('recipe', text).execute();
  await schema.alterTable('runs').addColumn('stop', text).execute();
};
