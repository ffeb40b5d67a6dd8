import { chmod, readFile, writeFile } from 'node:fs/promises';
import { type Catalogue, createMemoryStore } from '@earmark/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Bench, createBench, hasFfmpeg, noFfmpeg } from './__tests__/bench.ts';
import { makeSong, sinkWith } from './__tests__/try-sink.ts';

vi.setConfig({ testTimeout: 60_000 });

let bench: Bench;
beforeEach(async (ctx) => {
  if (!hasFfmpeg) ctx.skip(noFfmpeg);
  bench = await createBench();
  makeSong(bench);
});
afterEach(() => bench?.[Symbol.asyncDispose]());

/** A sink that notes every question to ffprobe. */
async function counting() {
  const notes = await bench.script('notes', '');
  await chmod(notes, 0o644);
  await writeFile(notes, '');
  const ffprobe = await bench.script('ffprobe', `echo asked >> '${notes}'\nexec ffprobe "$@"`);
  const asked = async () => (await readFile(notes, 'utf8')).split('\n').length - 1;
  return { sink: sinkWith({ ffmpeg: 'ffmpeg', ffprobe }), asked };
}
async function catalogueWith(path: string): Promise<Catalogue> {
  const { catalogue } = await createMemoryStore().account('default');
  const key = { root: 'm', path, size: 1, mtimeNs: '1', inode: '1' };
  const rest = { fields: {}, complete: true, pictures: 0, chapters: 0 };
  await catalogue.apply({ put: [{ id: 'one', ...key, ...rest }] });
  return catalogue;
}
const toFlac = { kind: 'media', target: 'm:song.wav', profile: 'flac' } as const;

test('what ffprobe said is in the catalogue, and is not asked again as long as the file is the same', async () => {
  const { sink, asked } = await counting();
  const catalogue = await catalogueWith('song.wav');
  const ctx = { ...bench.context(), catalogue };
  await sink.plan(toFlac, ctx);
  await sink.plan({ ...toFlac, profile: 'opus' }, ctx);
  expect(await asked()).toBe(1);
  expect((await catalogue.file('one'))?.probe).toMatchObject({ said: { container: 'wav' } });
  expect(await bench.state.get('probe:m:song.wav')).toBeUndefined();
  bench.make('song.wav', '-f', 'lavfi', '-i', 'sine=duration=3');
  await sink.plan(toFlac, ctx);
  expect(await asked()).toBe(2);
});

test('a file that nobody catalogued is remembered by the sink itself', async () => {
  const { sink, asked } = await counting();
  const ctx = { ...bench.context(), catalogue: await catalogueWith('another.wav') };
  await sink.plan(toFlac, ctx);
  await sink.plan(toFlac, ctx);
  expect(await asked()).toBe(1);
});

test('a row that a scan removed in the meantime costs nothing but the memory', async () => {
  const { sink } = await counting();
  const catalogue = await catalogueWith('song.wav');
  const byPath: Catalogue['byPath'] = async (root, path) => {
    const row = await catalogue.byPath(root, path);
    await catalogue.apply({ remove: ['one'] });
    return row;
  };
  const plan = await sink.plan(toFlac, { ...bench.context(), catalogue: { ...catalogue, byPath } });
  expect(plan.diff).not.toEqual([]);
});
