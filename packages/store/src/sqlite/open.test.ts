import { chmod, mkdir, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EarmarkError } from '@earmark/core';
import { createTempFolder } from '@earmark/testkit';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { assertNodeVersion } from './node-version.ts';
import { createSqliteStore } from './store.ts';

let temp: Awaited<ReturnType<typeof createTempFolder>>;
let file: string;

beforeEach(async () => {
  temp = await createTempFolder();
  file = join(temp.path, 'anna', 'earmark.db');
});
afterEach(() => temp.remove());

async function openOnce(): Promise<EarmarkError | undefined> {
  const store = createSqliteStore({ folder: temp.path });
  try {
    const state = (await store.account('anna')).state('abs');
    for (let page = 0; page < 50; page++) await state.set(`key-${page}`, 'x'.repeat(1000));
    return undefined;
  } catch (error) {
    if (EarmarkError.is(error)) return error;
    throw error;
  } finally {
    await store.close();
  }
}

test('the database and its folder are for this user alone', async () => {
  await openOnce();
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await stat(join(temp.path, 'anna'))).mode & 0o777).toBe(0o700);
  const store = createSqliteStore({ folder: temp.path });
  await (await store.account('anna')).state('abs').set('token', 'secret');
  for (const name of await readdir(join(temp.path, 'anna')))
    expect((await stat(join(temp.path, 'anna', name))).mode & 0o077).toBe(0);
  await store.close();
});

test('a database of a newer program is refused, both versions are named, and it is left as it is', async () => {
  await openOnce();
  const database = new Sqlite(file);
  database.exec('update schema_version set version = 99');
  database.close();
  const error = await openOnce();
  expect(error?.code).toBe('unsupported');
  expect(error?.message).toMatch(/version 99.*versions up to \d+.*newer release/);
  expect(await readdir(join(temp.path, 'anna'))).toEqual(['earmark.db']);
});

const damages: readonly (readonly [string, () => Promise<void>])[] = [
  ['other content', () => writeFile(file, 'not a database, whatever its name may say'.repeat(50))],
  ['a cut file', () => truncate(file, 9000)],
  [
    'overwritten pages',
    async () => writeFile(file, (await readFile(file)).fill(0x55, 8192, 60_000)),
  ],
];
test.each(damages)(
  '%s is reported and kept aside, and the next start begins anew',
  async (_, damage) => {
    await openOnce();
    await damage();
    const bytes = await readFile(file);
    const error = await openOnce();
    expect(error?.code).toBe('malformed');
    const [aside] = (await readdir(join(temp.path, 'anna'))).filter((name) =>
      /^earmark\.db\.damaged-[^w]*$/.test(name),
    );
    expect(error?.message).toContain(join(temp.path, 'anna', aside ?? 'none'));
    expect(await readFile(join(temp.path, 'anna', aside ?? 'none'))).toEqual(bytes);
    expect(await openOnce()).toBeUndefined();
  },
);

test('a folder that cannot be written is an io error that names the file', async () => {
  await mkdir(join(temp.path, 'anna'));
  await chmod(temp.path, 0o755);
  await chmod(join(temp.path, 'anna'), 0o555);
  const error = await asAnybody(openOnce);
  await chmod(join(temp.path, 'anna'), 0o700);
  expect(error?.code).toBe('io');
  expect(error?.message).toContain(file);
});

test('a file where the folder should be is an io error', async () => {
  await writeFile(join(temp.path, 'anna'), 'in the way');
  expect((await openOnce())?.code).toBe('io');
});

test('a Node that the native module would crash is refused before it is loaded', () => {
  expect(() => assertNodeVersion('20.20.2')).toThrow('22.19');
  expect(() => assertNodeVersion('22.18.0')).toThrow('22.18.0');
  for (const version of ['22.19.0', '24.0.0', '26.1.2']) assertNodeVersion(version);
});

/** Root may write everywhere. */
async function asAnybody<Result>(work: () => Promise<Result>): Promise<Result> {
  if (process.getuid?.() !== 0) return work();
  process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}
