export { createPostgresLock } from './lock/lock.ts';
export type { PostgresLockOptions } from './lock/options.ts';
export type { PostgresOptions } from './options.ts';
export { createPostgresStore, type PostgresStoreOptions } from './store/store.ts';
export { type WatchJobsOptions, watchJobs } from './worker/watch-jobs.ts';
export {
  type JobContext,
  type JobHandler,
  startWorker,
  type Worker,
  type WorkerEvent,
  type WorkerOptions,
} from './worker/worker.ts';
