export type { PostgresOptions } from './options.ts';
export { createPostgresStore, type PostgresStoreOptions } from './store/store.ts';
