import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EarmarkError } from '@earmark/core';
import { createTempFolder } from '@earmark/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backupState, restoreState } from './backup.ts';
import { createSqliteStore } from './store.ts';

let temp: Awaited<ReturnType<typeof createTempFolder>>;
let folder: string;
let backup: string;

beforeEach(async () => {
  temp = await createTempFolder();
  folder = join(temp.path, 'state');
  backup = join(temp.path, 'backup');
});
afterEach(() => temp.remove());

async function cursorOf(state: string, account = 'anna'): Promise<unknown> {
  const store = createSqliteStore({ folder: state });
  try {
    return await (await store.account(account)).state('abs').get('cursor');
  } finally {
    await store.close();
  }
}
async function setCursor(value: number, account = 'anna'): Promise<void> {
  const store = createSqliteStore({ folder });
  await (await store.account(account)).state('abs').set('cursor', value);
  await store.shared();
  await store.close();
}
async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  const error = await promise.catch((thrown: unknown) => thrown);
  return EarmarkError.is(error) ? error.code : error;
}

test('a backup taken while the store is open and being written to holds what was written before', async () => {
  const store = createSqliteStore({ folder });
  const state = (await store.account('anna')).state('abs');
  await store.shared();
  await state.set('cursor', 1);
  const writing = state.set('other', 2);
  const copy = await backupState({ folder, to: backup });
  await writing;
  await store.close();
  expect(copy.accounts).toEqual(['anna']);
  expect(await cursorOf(backup)).toBe(1);
});

test('what was restored is what was backed up, and what it replaced lies beside it', async () => {
  await setCursor(1);
  await setCursor(7, 'ben');
  await backupState({ folder, to: backup });
  await setCursor(2);
  expect(await codeOf(restoreState({ from: backup, folder }))).toBe('conflict');
  expect(await cursorOf(folder)).toBe(2);
  const { accounts, movedAside } = await restoreState({ from: backup, folder, force: true });
  expect(accounts).toEqual(['anna', 'ben']);
  expect(await cursorOf(folder)).toBe(1);
  expect(movedAside).toHaveLength(3);
  for (const file of movedAside) expect((await stat(file)).size).toBeGreaterThan(0);
  expect((await stat(join(folder, 'anna', 'earmark.db'))).mode & 0o077).toBe(0);
});

test('a backup is restored on another machine, where there is nothing yet', async () => {
  await setCursor(1);
  await backupState({ folder, to: backup });
  const elsewhere = join(temp.path, 'elsewhere');
  await restoreState({ from: backup, folder: elsewhere });
  expect(await cursorOf(elsewhere)).toBe(1);
});

test('state that somebody has open is not replaced', async () => {
  await setCursor(1);
  await backupState({ folder, to: backup });
  const store = createSqliteStore({ folder });
  await store.account('anna');
  expect(await codeOf(restoreState({ from: backup, folder, force: true }))).toBe('locked');
  await store.close();
});

test('a damaged backup changes nothing', async () => {
  await setCursor(1);
  await backupState({ folder, to: backup });
  await setCursor(2);
  const file = join(backup, 'anna', 'earmark.db');
  const bytes = await readFile(file);
  await writeFile(file, bytes.fill(0x55, 4096, 40_000));
  expect(await codeOf(restoreState({ from: backup, folder, force: true }))).toBe('malformed');
  expect(await cursorOf(folder)).toBe(2);
});

test('nothing to back up, nothing to restore and a full target are told apart', async () => {
  expect(await codeOf(backupState({ folder, to: backup }))).toBe('not-found');
  expect(await codeOf(restoreState({ from: backup, folder }))).toBe('not-found');
  await setCursor(1);
  await mkdir(backup, { recursive: true });
  await writeFile(join(backup, 'notes.txt'), 'mine');
  expect(await codeOf(backupState({ folder, to: backup }))).toBe('conflict');
  expect(await readdir(backup)).toEqual(['notes.txt']);
});
