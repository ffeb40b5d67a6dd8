import type BetterSqlite from 'better-sqlite3';
import { assertNodeVersion } from './node-version.ts';

/** The native module, loaded at first use: who only imports this package does not pay for it. */
export async function loadSqlite(): Promise<typeof BetterSqlite> {
  assertNodeVersion(process.versions.node);
  return (await import('better-sqlite3')).default;
}
