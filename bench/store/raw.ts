import { createRequire } from 'node:module';

/** As much of better-sqlite3 as the comparison uses. */
export interface RawDatabase {
  pragma(text: string): unknown;
  exec(sql: string): unknown;
  prepare(sql: string): {
    run(...parameters: readonly unknown[]): { readonly changes: number };
    all(...parameters: readonly unknown[]): Record<string, unknown>[];
    get(...parameters: readonly unknown[]): Record<string, unknown> | undefined;
  };
  close(): unknown;
}

/** The driver under the store, as the store resolves it. */
export function openRaw(file: string): RawDatabase {
  const require = createRequire(new URL('../../packages/store/package.json', import.meta.url));
  const Database = require('better-sqlite3') as new (file: string) => RawDatabase;
  const database = new Database(file);
  database.pragma('journal_mode = wal');
  database.pragma('synchronous = normal');
  return database;
}
