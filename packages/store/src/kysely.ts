/**
 * The same tables and queries for another database: a package that brings a Kysely dialect, a way to run
 * transactions and two column types gets every port from here.
 */
export { createAccountStore } from './queries/account.ts';
export type { Database, WriteOptions } from './queries/database.ts';
export { idsOf, jobsAtOnce, newJobNames } from './queries/queue/add.ts';
export { inOrder } from './queries/queue/claim.ts';
export { type Survey, survey } from './queries/queue/lanes.ts';
export { manageQueue } from './queries/queue/manage.ts';
export { only } from './queries/queue/queue.ts';
export {
  type EndingRow,
  endingRow,
  followUps,
  type JobRow,
  jobOf,
  type NewJobRow,
  newJobColumns,
  newRow,
} from './queries/queue/rows.ts';
export { createSharedStore } from './queries/shared.ts';
export type { AccountSchema } from './schema/account.ts';
export {
  type ColumnKinds,
  type Migration,
  type MigrationProgress,
  migrate,
  type Progress,
} from './schema/migration.ts';
export type { SharedSchema } from './schema/shared.ts';
export { accountSteps, sharedSteps } from './schema/steps.ts';
