import { closeSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EarmarkError, makeFolder } from '@earmark/core';
import type BetterSqlite from 'better-sqlite3';
import { explained, isBusy, isDamage } from './faults.ts';
import { moveAside } from './files.ts';
import { loadSqlite } from './load.ts';

/** How long opening waits for a process that is just creating or closing the same file. */
const patienceMs = 10_000;
/** Keys of the journal come in no order: without room for their indexes each row is read from the disk first. */
const pageCacheKiB = 32 * 1024;
/** So many pages (of 4 KiB) wait in the log before they go into the database: a page that changes often goes once. */
const pagesPerCheckpoint = 4000;
/** Larger databases are not read through at each start. */
const checkedBytes = 64 * 1024 * 1024;

/** Opens a database file for this user alone, and creates it where it is missing. */
export async function openDatabase(file: string): Promise<BetterSqlite.Database> {
  const Database = await loadSqlite();
  await createPrivately(file);
  let database: BetterSqlite.Database | undefined;
  try {
    database = new Database(file, { timeout: 1000 });
    await enterWal(database);
    database.pragma('synchronous = normal');
    database.pragma('temp_store = memory');
    database.pragma(`cache_size = -${pageCacheKiB}`);
    database.pragma(`wal_autocheckpoint = ${pagesPerCheckpoint}`);
    if (statSync(file).size <= checkedBytes) assertSound(database);
    // From here on the dialect waits, as SQLite would stop the whole process meanwhile.
    database.pragma('busy_timeout = 0');
    return database;
  } catch (error) {
    database?.close();
    if (!isDamage(error)) throw explained(error, file);
    throw new EarmarkError(
      'malformed',
      `the database ${file} is damaged (${(error as Error).message}); it was moved to ${moveAside(file, 'damaged')}, and nothing in it was changed. Restore a backup, or start again to begin with an empty one`,
      { cause: error },
    );
  }
}

async function createPrivately(file: string): Promise<void> {
  await makeFolder(dirname(file), 0o700);
  try {
    // SQLite gives the files beside it the same permissions.
    closeSync(openSync(file, 'a', 0o600));
  } catch (error) {
    throw new EarmarkError(
      'io',
      `the database ${file} could not be opened (${(error as Error).message}): check the folder and its permissions`,
      { cause: error },
    );
  }
}

/** The change to WAL is the one thing that SQLite does not wait for by itself. */
async function enterWal(database: BetterSqlite.Database): Promise<void> {
  const end = performance.now() + patienceMs;
  for (;;) {
    try {
      database.pragma('journal_mode = wal');
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > end) throw error;
      await sleep(20);
    }
  }
}

function assertSound(database: BetterSqlite.Database): void {
  const found = database.pragma('quick_check(1)', { simple: true });
  if (found === 'ok') return;
  throw Object.assign(new Error(String(found)), { code: 'SQLITE_CORRUPT' });
}
