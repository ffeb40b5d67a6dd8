import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { createMemoryStore } from '@earmark/core';
import { expect, test } from 'vitest';
import { type Bench, createBench } from './__fixtures__/library-bench.ts';
import { createFileLibrary } from './library.ts';
import { readSnapshot, writeSnapshot } from './snapshot.ts';

async function createScanned(): Promise<Bench> {
  const bench = await createBench();
  for (const path of ['A/1.mp3', 'A/2.mp3', 'B/1.mp3'])
    bench.put(`music/${path}`, { album: path.slice(0, 1), artist: 'X', title: path });
  await createFileLibrary({ roots: { music: bench.at('music') } }).scan(bench.ctx);
  return bench;
}
const emptyCatalogue = async () => (await createMemoryStore().account('other')).catalogue;

test('another machine takes a snapshot and reads no file again', async () => {
  const bench = await createScanned();
  const file = bench.at('snapshot.gz');
  expect(await writeSnapshot(bench.catalogue, file, ['music'])).toEqual({ albums: 2, files: 3 });
  expect(readdirSync(bench.folder).sort()).toEqual(['music', 'snapshot.gz']);

  const catalogue = await emptyCatalogue();
  expect(await readSnapshot(file, catalogue)).toEqual({ albums: 2, files: 3 });
  bench.reads.length = 0;
  const ctx = { ...bench.ctx, catalogue };
  const counts = await createFileLibrary({ roots: { music: bench.at('music') } }).scan(ctx);
  expect(counts).toMatchObject({ files: 3, albums: 2, new: 0, changed: 0 });
  expect(bench.reads).toEqual([]);
  expect(await catalogue.files({})).toEqual(await bench.catalogue.files({}));
});

test('a file that changed since the snapshot is read', async () => {
  const bench = await createScanned();
  const file = bench.at('snapshot.gz');
  await writeSnapshot(bench.catalogue, file, ['music']);
  utimesSync(bench.at('music/A/1.mp3'), 1, 1);
  const catalogue = await emptyCatalogue();
  await readSnapshot(file, catalogue);
  bench.reads.length = 0;
  const roots = { music: bench.at('music') };
  await createFileLibrary({ roots }).scan({ ...bench.ctx, catalogue });
  expect(bench.reads).toEqual([bench.at('music/A/1.mp3')]);
});

test('what the catalogue knows itself wins', async () => {
  const bench = await createScanned();
  const file = bench.at('snapshot.gz');
  await writeSnapshot(bench.catalogue, file, ['music']);
  const before = await bench.catalogue.files({});
  expect(await readSnapshot(file, bench.catalogue)).toEqual({ albums: 0, files: 0 });
  expect(await bench.catalogue.files({})).toEqual(before);
});

test('of machines that scanned on their own, one takes from the other only what it lacks', async () => {
  const bench = await createScanned();
  const library = createFileLibrary({ roots: { music: bench.at('music') } });
  const ctx = { ...bench.ctx, catalogue: await emptyCatalogue() };
  await library.scan(ctx);
  const own = await ctx.catalogue.albums({});
  bench.put('music/A/3.mp3', { album: 'A', artist: 'X', title: '3' });
  bench.put('music/C/1.mp3', { album: 'C', artist: 'X', title: '1' });
  await library.scan(bench.ctx);
  const file = bench.at('snapshot.gz');
  await writeSnapshot(bench.catalogue, file, ['music']);

  expect(await readSnapshot(file, ctx.catalogue)).toEqual({ albums: 2, files: 2 });
  expect(await library.scan(ctx)).toMatchObject({ files: 5, albums: 3, new: 0 });
  const [added] = await bench.catalogue.albums({ folder: 'C' });
  expect(await ctx.catalogue.albums({})).toEqual([...own, added]);
});

test('a cut or foreign snapshot is refused before anything of it is taken', async () => {
  const bench = await createScanned();
  const file = bench.at('snapshot.gz');
  await writeSnapshot(bench.catalogue, file, ['music']);
  const bytes = readFileSync(file);
  const catalogue = await emptyCatalogue();
  for (const broken of [bytes.subarray(0, bytes.length - 20), Buffer.from('no'), Buffer.alloc(0)]) {
    writeFileSync(file, broken);
    await expect(readSnapshot(file, catalogue)).rejects.toMatchObject({ code: 'malformed' });
  }
  expect(await catalogue.counts()).toEqual({ files: 0, albums: 0, failed: 0 });
  const nowhere = bench.at('no/folder/snapshot.gz');
  await expect(writeSnapshot(bench.catalogue, nowhere, ['music'])).rejects.toMatchObject({
    code: 'io',
  });
});
