import type { AccountSchema } from './account.ts';
import { accountTables } from './account-1.ts';
import { peopleTables } from './account-2.ts';
import { libraryTables } from './account-3.ts';
import { jobNeeds } from './account-4.ts';
import { runRecipes } from './account-5.ts';
import { browseTables } from './account-6.ts';
import { jobLanes } from './account-7.ts';
import { runOwners } from './account-8.ts';
import { decisionBands } from './account-9.ts';
import { jobStatuses } from './account-10.ts';
import { silentSources } from './account-11.ts';
import type { Migration } from './migration.ts';
import type { SharedSchema } from './shared.ts';
import { sharedTables } from './shared-1.ts';
import { documentTables } from './shared-2.ts';
import { eventTables } from './shared-3.ts';

/** In order, for ever: a change of the tables is a new step at the end. */
export const accountSteps: readonly Migration<AccountSchema>[] = [
  accountTables,
  peopleTables,
  libraryTables,
  jobNeeds,
  runRecipes,
  browseTables,
  jobLanes,
  runOwners,
  decisionBands,
  jobStatuses,
  silentSources,
];
export const sharedSteps: readonly Migration<SharedSchema>[] = [
  sharedTables,
  documentTables,
  eventTables,
];
