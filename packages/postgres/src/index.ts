export { createPostgresLock } from './lock/lock.ts';
export type { PostgresLockOptions } from './lock/options.ts';
export type { PostgresOptions } from './options.ts';
export { createPostgresStore, type PostgresStoreOptions } from './store/store.ts';
