import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { discoverAccounts } from './discovery.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'earmark-users-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const names = async () => (await discoverAccounts(root)).found.map(({ name }) => name);

test('each folder is an account; files and what file servers keep are none', async () => {
  for (const name of ['anna', 'BEN', '@eaDir', '#recycle', '.stfolder', 'lost+found'])
    await mkdir(join(root, name));
  await writeFile(join(root, 'notes.txt'), '');
  expect(await names()).toEqual(['BEN', 'anna']);
});

test('a name that cannot be an account’s is refused with the reason, never changed', async () => {
  for (const name of ['CON', 'a b', 'anna', 'Anna']) await mkdir(join(root, name));
  const { found, refused } = await discoverAccounts(root);
  expect(found.map(({ name }) => name)).toEqual(['Anna']);
  expect(refused.map(({ name }) => name)).toEqual(['CON', 'a b', 'anna']);
});

test('attack 30: a link to another account, out of the folder, or to itself is no account', async () => {
  await mkdir(join(root, 'anna'));
  await symlink(join(root, 'anna'), join(root, 'twin'));
  await symlink('/etc', join(root, 'etc'));
  await symlink(root, join(root, 'loop'));
  await symlink(join(root, 'nowhere'), join(root, 'dangling'));
  const { found, refused } = await discoverAccounts(root);
  expect(found.map(({ name }) => name)).toEqual(['anna']);
  expect(refused.map(({ name }) => name)).toEqual(['etc', 'loop', 'twin']);
});

test('a folder that is not there says so, instead of nobody', async () => {
  await expect(discoverAccounts(join(root, 'gone'))).rejects.toThrow('is it mounted?');
});
