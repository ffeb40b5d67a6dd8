import { createRequire } from 'node:module';
import { EarmarkError } from '@earmark/core';
import type BetterSqlite from 'better-sqlite3';

/** Installed by who uses an index: a live source needs no native module. */
export function loadSqlite(): typeof BetterSqlite {
  try {
    return createRequire(import.meta.url)('better-sqlite3');
  } catch (cause) {
    throw new EarmarkError(
      'unsupported',
      'an offline index needs better-sqlite3: npm install better-sqlite3',
      { cause },
    );
  }
}
