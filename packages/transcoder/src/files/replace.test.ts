import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@earmark/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asideOf, replaceAside, settleAside } from './replace.ts';

let folder: string;
const at = (name: string) => join(folder, name);
const text = (name: string) => readFile(at(name), 'utf8');
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earmark-replace-'));
  await writeFile(at('song'), 'old');
  await writeFile(at('new'), 'new');
});
afterEach(() => rm(folder, { recursive: true }));

test('the new file takes the name, and nothing waits aside', async () => {
  await replaceAside(at('new'), at('song'), at('kept'), systemClock);
  expect(await readdir(folder)).toEqual(['song']);
  expect(await text('song')).toBe('new');
});

test('where it cannot have the name, the old one has it again', async () => {
  const failed = replaceAside(at('gone'), at('song'), at('kept'), systemClock);
  await expect(failed).rejects.toMatchObject({ code: 'ENOENT' });
  expect(await text('song')).toBe('old');
  expect((await readdir(folder)).sort()).toEqual(['new', 'song']);
});

test('after a kill the one that has no name gets it, and else goes', async () => {
  await writeFile(asideOf(at('kept')), 'aside');
  await settleAside(at('song'), at('kept'));
  expect(await text('song')).toBe('old');
  await rm(at('song'));
  await writeFile(asideOf(at('kept')), 'aside');
  await settleAside(at('song'), at('kept'));
  expect(await text('song')).toBe('aside');
  expect((await readdir(folder)).sort()).toEqual(['new', 'song']);
});
