import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryState, systemClock } from '@earmark/core';
import { ownOwner } from '@earmark/core/files';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeContext } from '../__tests__/context.ts';
import { entriesIn, openEntry } from './kept.ts';
import { createOpenFolders } from './open-folders.ts';
import { temporaryPath } from './temporary.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'earmark-folders-'));
});
afterEach(() => rm(root, { recursive: true }));

test('a folder in which somebody is encoding stays on the list', async () => {
  const state = createMemoryState();
  const ctx = writeContext(root, state);
  await createOpenFolders().enter('m:song.wav', ctx);
  const theirs = temporaryPath(root, 'song.wav', await ownOwner(), '.flac');
  await writeFile(theirs, '');
  await createOpenFolders().recover(ctx);
  expect(await state.get('folders')).toEqual(['m:']);
  await rm(theirs);
  await createOpenFolders().recover(ctx);
  expect(await state.get('folders')).toEqual([]);
});

test('a folder that is entered during a recovery stays on the list', async () => {
  const state = createMemoryState();
  const ctx = writeContext(root, state);
  await createOpenFolders().enter('m:song.wav', ctx);
  const whileSwept = {
    ...ctx,
    get roots() {
      void state.set('folders', ['m:', 'm:other/']);
      return ctx.roots;
    },
  };
  await createOpenFolders().recover(whileSwept);
  expect(await state.get('folders')).toEqual(['m:other/']);
});

test('processes that enter folders at the same time keep the entries of all', async () => {
  const state = createMemoryState();
  const ctx = writeContext(root, state);
  const folders = ['a', 'b', 'c'].map((name) => `m:${name}/`);
  await Promise.all(folders.map((folder) => createOpenFolders().enter(`${folder}song.wav`, ctx)));
  expect(await state.get('folders')).toEqual(folders);
});

test('a folder of kept originals is looked into once an hour, not at each recovery', async () => {
  const state = createMemoryState();
  let passed = 0;
  const clock = { ...systemClock, monotonic: () => passed };
  const ctx = writeContext(root, state, { clock });
  const folders = createOpenFolders();
  await folders.enter('m:song.wav', ctx);
  const over = await openEntry(root, 'plan-1', Date.now() + 60_000);
  expect(await folders.recover(ctx)).toEqual([]);
  await rename(over.path, over.path.replace(/\d{8}T\d{6}Z/, '20200101T000000Z'));
  await folders.recover(ctx);
  expect(await entriesIn(root)).toHaveLength(1);
  passed = 3_600_000;
  await folders.recover(ctx);
  expect(await entriesIn(root)).toEqual([]);
  expect(await state.get('folders')).toEqual([]);
});
