export {
  type BackupFile,
  type Backups,
  type BackupsOptions,
  createBackups,
  restoreStaged,
} from './backups/backups.ts';
export type { MigrationProgress } from './schema/migration.ts';
export {
  type BackupOptions,
  backupState,
  type RestoreOptions,
  restoreState,
  type StateCopy,
} from './sqlite/backup.ts';
export { createSqliteCache, type SqliteCacheOptions } from './sqlite/cache.ts';
export { createSqliteStore, type SqliteStoreOptions } from './sqlite/store.ts';
