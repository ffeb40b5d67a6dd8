import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryState } from '@earmark/core';
import { ownOwner } from '@earmark/core/files';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeContext } from '../__tests__/context.ts';
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
