import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEarmark, createMemoryStore } from '@earmark/core';
import { readFoundIssues } from '@earmark/quality';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultSink } from '../compose.ts';
import { setFields } from '../set-fields.ts';
import { qualityRecipe } from './quality.ts';

const tone = new URL('../../../../examples/cli/demo/fixtures/tone.mp3', import.meta.url);
let music: string;
beforeAll(async () => {
  music = await mkdtemp(join(tmpdir(), 'earmark-quality-'));
  await mkdir(join(music, 'Album'));
  for (const name of ['1.mp3', '2.mp3']) await copyFile(tone, join(music, 'Album', name));
});
afterAll(() => rm(music, { recursive: true, force: true }));

test('a check is kept with its counts, and its fixes wait for review', async () => {
  const roots = { music };
  const earmark = await createEarmark({
    store: createMemoryStore(),
    sinks: [await defaultSink()],
    recipes: [qualityRecipe],
    roots,
  });
  const set = (title: string, track: string) => ({
    title: [title],
    artist: ['Band'],
    album: ['Album'],
    genre: ['Rock; Pop'],
    track: [track],
  });
  const edits = [
    { file: join(music, 'Album', '1.mp3'), set: set('One ', '1') },
    { file: join(music, 'Album', '2.mp3'), set: set('Two', '2') },
  ];
  await setFields(earmark, { name: 'prepare', roots, edits }).done;

  const first = await (await earmark.start('quality', {})).done;
  expect(first).toMatchObject({ outcome: 'completed' });
  const { state, reviews } = await earmark.store();
  const found = readFoundIssues(await state('quality').get('found'));
  expect(found).toMatchObject({ run: first.run, albums: 1, files: 2 });
  expect(found?.kinds).toContainEqual({ kind: 'joined-values', issues: 1, fixes: 1 });
  expect(await reviews.count({ status: 'pending' })).toBe(0);

  const fixed = await earmark.start('quality', { kinds: ['joined-values'], fix: true });
  expect((await fixed.done).counts).toMatchObject({ queued: 1 });
  expect((await reviews.list({ status: 'pending' }))[0]).toMatchObject({
    field: 'genre',
    after: ['Rock', 'Pop'],
  });
  // A check of one kind says nothing of the whole.
  expect(readFoundIssues(await state('quality').get('found'))?.run).toBe(first.run);
  await expect(earmark.start('quality', { kinds: ['nonsense'] })).rejects.toThrow('Valid kinds:');
  await earmark.close();
});
