/**
 * The same tables and queries for another database: a package that brings a Kysely dialect, a way to run
 * transactions and two column types gets every port from here.
 */
export { createAccountStore } from './queries/account.ts';
export type { Database, WriteOptions } from './queries/database.ts';
export { jobOf, needsText, openWith } from './queries/queue.ts';
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
