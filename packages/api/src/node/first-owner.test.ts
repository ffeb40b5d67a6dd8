import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAccess } from '@earmark/accounts';
import { createMemoryStore } from '@earmark/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstOwnerFrom, makeFirstOwner } from './first-owner.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earmark-owner-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function freshAccess() {
  const { records, audit } = await createMemoryStore().shared();
  return createAccess({ records, audit });
}
async function environment(password: string) {
  const file = join(folder, 'password');
  await writeFile(file, password);
  return { EARMARK_OWNER_PASSWORD_FILE: file };
}

test('the first owner comes from a file, once: a later file changes nobody', async () => {
  const access = await freshAccess();
  const first = await firstOwnerFrom(await environment('correct horse battery\n'));
  expect(first).toEqual({ name: 'owner', password: 'correct horse battery' });
  await makeFirstOwner(access.setup, first ?? { name: '', password: '' });
  expect((await access.people.authenticate('owner', 'correct horse battery'))?.admin).toBe(true);
  await makeFirstOwner(access.setup, { name: 'other', password: 'another long password' });
  expect(await access.people.byName('other')).toBeUndefined();
});

test('two processes that start at once make one owner', async () => {
  const access = await freshAccess();
  const owner = { name: 'olga', password: 'correct horse battery' };
  await Promise.all([1, 2].map(() => makeFirstOwner(access.setup, owner)));
  expect(await access.people.list()).toHaveLength(1);
});

test('without the variable there is none; a file that is not there, and a password that will not do, are said', async () => {
  expect(await firstOwnerFrom({})).toBeUndefined();
  await expect(firstOwnerFrom({ EARMARK_OWNER_PASSWORD_FILE: '/nowhere' })).rejects.toThrow(
    'EARMARK_OWNER_PASSWORD_FILE /nowhere cannot be read',
  );
  const short = { name: 'olga', password: 'x' };
  await expect(makeFirstOwner((await freshAccess()).setup, short)).rejects.toMatchObject({
    code: 'config',
  });
});
