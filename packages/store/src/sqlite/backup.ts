import { existsSync } from 'node:fs';
import { chmod, copyFile, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { EarmarkError, makeFolder } from '@earmark/core';
import { accountsIn } from './accounts.ts';
import { explained, isBusy, isDamage } from './faults.ts';
import { accountFile, moveAside, sharedFile } from './files.ts';
import { loadSqlite } from './load.ts';

export interface BackupOptions {
  /** The folder of state, as given to `createSqliteStore`. */
  readonly folder: string;
  /** A folder that is empty or not there yet. */
  readonly to: string;
}
export interface RestoreOptions {
  /** A folder made by `backupState`. */
  readonly from: string;
  readonly folder: string;
  /** Also where there is state already: that is moved aside, never deleted. Nobody may have it open. */
  readonly force?: boolean;
}
export interface StateCopy {
  readonly accounts: readonly string[];
  /** What was there before and where it is now. Always empty for a backup. */
  readonly movedAside: readonly string[];
}

/** Copies every database as it is at one moment each, while others go on reading and writing. */
export async function backupState({ folder, to }: BackupOptions): Promise<StateCopy> {
  const [from, target] = [resolve(folder), resolve(to)];
  const accounts = await accountsIn(from);
  const files = await databasesIn(from);
  if (files.length === 0)
    throw new EarmarkError('not-found', `there is no state in ${from}: nothing to back up`);
  await assertEmpty(target);
  for (const file of files) await snapshot(join(from, file), join(target, file));
  return { accounts, movedAside: [] };
}

/** Checks the whole backup first, then puts it in place. */
export async function restoreState(options: RestoreOptions): Promise<StateCopy> {
  const [from, folder] = [resolve(options.from), resolve(options.folder)];
  const accounts = await accountsIn(from);
  const files = await databasesIn(from);
  if (files.length === 0)
    throw new EarmarkError('not-found', `${from} holds no backup: nothing was restored`);
  for (const file of files) await assertRestorable(join(from, file));
  const present = files.map((file) => join(folder, file)).filter((file) => existsSync(file));
  if (present.length > 0 && !options.force) {
    throw new EarmarkError(
      'conflict',
      `${present.join(', ')} would be replaced: restore into an empty folder, or use force, which moves them aside`,
    );
  }
  for (const file of present) await assertUnused(file);
  const movedAside = present.map((file) => moveAside(file, 'replaced'));
  for (const file of files) await place(join(from, file), join(folder, file));
  return { accounts, movedAside };
}

/** Paths below the folder, that of an account first. */
export async function databasesIn(folder: string): Promise<readonly string[]> {
  const files = (await accountsIn(folder)).map((account) => join(account, accountFile));
  return existsSync(join(folder, sharedFile)) ? [...files, sharedFile] : files;
}

async function assertEmpty(folder: string): Promise<void> {
  await makeFolder(folder, 0o700);
  if ((await readdir(folder)).length === 0) return;
  throw new EarmarkError('conflict', `${folder} is not empty: back up into a folder of its own`);
}

async function snapshot(from: string, to: string): Promise<void> {
  const Sqlite = await loadSqlite();
  await makeFolder(dirname(to), 0o700);
  await (await open(to, 'wx', 0o600)).close();
  let database: InstanceType<typeof Sqlite> | undefined;
  try {
    database = new Sqlite(from, { fileMustExist: true, timeout: 10_000 });
    database.prepare('vacuum into ?').run(to);
  } catch (error) {
    await rm(to);
    throw explained(error, from);
  } finally {
    database?.close();
  }
  const copy = await open(to, 'r+');
  await copy.sync();
  await copy.close();
}

/** Throws `malformed` where a copy of a database is damaged, or newer than this version knows. */
export async function assertRestorable(file: string): Promise<void> {
  const Sqlite = await loadSqlite();
  let database: InstanceType<typeof Sqlite> | undefined;
  try {
    database = new Sqlite(file, { fileMustExist: true, readonly: true });
    const found = database.pragma('integrity_check(1)', { simple: true });
    const version = database.prepare('select version from schema_version').pluck().get();
    if (found !== 'ok' || typeof version !== 'number') throw damaged(file, String(found));
    const { accountSteps, sharedSteps } = await import('../schema/steps.ts');
    const { assertKnownVersion } = await import('../schema/migration.ts');
    const known = (file.endsWith(sharedFile) ? sharedSteps : accountSteps).length;
    assertKnownVersion(version, known, `the backup ${file}`);
  } catch (error) {
    if (EarmarkError.is(error)) throw error;
    if (isDamage(error) || /no such table/.test(String(error)))
      throw damaged(file, String(error), error);
    throw explained(error, file);
  } finally {
    database?.close();
  }
}

function damaged(file: string, what: string, cause?: unknown): EarmarkError {
  const message = `the backup ${file} is damaged (${what}): nothing was restored, take an older one`;
  return new EarmarkError('malformed', message, { cause });
}

/** Only the last one who has a database open may end its write-ahead log. */
async function assertUnused(file: string): Promise<void> {
  const Sqlite = await loadSqlite();
  const database = new Sqlite(file, { timeout: 0 });
  try {
    database.pragma('journal_mode = delete');
  } catch (error) {
    if (isDamage(error)) return;
    if (!isBusy(error)) throw explained(error, file);
    throw new EarmarkError('locked', `${file} is in use: stop Earmark, then restore again`, {
      cause: error,
    });
  } finally {
    database.close();
  }
}

async function place(from: string, to: string): Promise<void> {
  await makeFolder(dirname(to), 0o700);
  const half = `${to}.restoring`;
  await copyFile(from, half);
  await chmod(half, 0o600);
  const copy = await open(half, 'r+');
  await copy.sync();
  await copy.close();
  await rename(half, to);
}
