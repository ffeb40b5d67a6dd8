import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Bench, createBench, putAlbum } from './__fixtures__/library-bench.ts';
import { createFileLibrary } from './library.ts';
import { settingsOf } from './options.ts';
import { everything } from './selection.ts';
import { walk } from './walk.ts';

const library = (bench: Bench) => createFileLibrary({ roots: { music: bench.folder } });
const scan = (bench: Bench, full = false) => library(bench).scan(bench.ctx, { full });
const paths = async (bench: Bench) =>
  (await bench.catalogue.files({ root: 'music' })).map(({ path }) => path);
const albumsOf = async (bench: Bench) => bench.catalogue.albums({ root: 'music' });

test('strange names are names: newlines, quotes, dashes, brackets, 255 bytes', async () => {
  const bench = await createBench();
  const names = ['a\nb', `'"`, '-rf', '*?[x]', '\u{1f3b5}', `${'x'.repeat(251)}`];
  for (const name of names)
    bench.put(`-d "x"\n/${name}.mp3`, { album: 'A'.repeat(1000), title: 'T' });
  expect(await scan(bench)).toMatchObject({ files: names.length, failed: 0, albums: 1 });
  expect((await paths(bench)).sort()).toEqual(names.map((name) => `-d "x"\n/${name}.mp3`).sort());
  expect((await albumsOf(bench))[0]?.title).toHaveLength(1000);
  bench.reads.length = 0;
  await scan(bench);
  expect(bench.reads).toEqual([]);
});

test('a name that is not UTF-8 is reported, and the rest goes on', async () => {
  const bench = await createBench();
  putAlbum(bench, 'A', 'Alpha', 1);
  const bad = Buffer.concat([
    Buffer.from(bench.at('A/')),
    Buffer.from([0x62, 0xff]),
    Buffer.from('.mp3'),
  ]);
  writeFileSync(bad, '{}');
  // The replacement character itself is a name like any other.
  bench.put('A/b\ufffd.mp3', { album: 'Alpha', artist: 'X' });
  expect(await scan(bench)).toMatchObject({ files: 2, albums: 1 });
  expect(bench.failures.map(({ fault }) => fault.code)).toEqual(['unsupported']);
});

test('links are not followed, and a circle of them ends', async () => {
  const bench = await createBench();
  putAlbum(bench, 'root/A', 'Alpha', 1);
  putAlbum(bench, 'elsewhere/B', 'Beta', 1);
  symlinkSync(bench.at('root'), bench.at('root/A/loop'));
  symlinkSync(bench.at('root/A/1.mp3'), bench.at('root/A/link.mp3'));
  symlinkSync('self', bench.at('root/self'));
  symlinkSync(bench.at('elsewhere'), bench.at('root/out'));
  symlinkSync(bench.at('elsewhere'), bench.at('elsewhere/B/loop'));
  const roots = { music: bench.at('root') };
  expect(await createFileLibrary({ roots }).scan(bench.ctx)).toMatchObject({ files: 1 });
  const following = createFileLibrary({ roots, followLinks: true });
  expect(await following.scan(bench.ctx)).toMatchObject({ files: 2 });
  expect(await paths(bench)).toEqual(['A/1.mp3', 'out/B/1.mp3']);
});

test('hidden, system and ignored folders are passed by', async () => {
  const bench = await createBench();
  for (const folder of [
    'A',
    '.hidden',
    '@eaDir',
    '#recycle',
    '.Trash-1000',
    'Skip',
    'Own',
    'A/Live',
  ])
    putAlbum(bench, folder, folder, 1);
  bench.write('A/._1.mp3', 'resource fork');
  bench.write('A/.earmark-1.mp3', 'temporary');
  bench.write('Own/.earmarkignore', '');
  bench.write('A/.earmarkignore', 'live*/\nLive/\n');
  const options = { roots: { music: bench.folder }, ignore: ['Skip/'] };
  await createFileLibrary(options).scan(bench.ctx);
  expect(await paths(bench)).toEqual(['A/1.mp3']);
  await createFileLibrary({ ...options, hidden: true }).scan(bench.ctx);
  expect(await paths(bench)).toEqual(['.hidden/1.mp3', 'A/1.mp3']);
});

test('a root that became empty or vanished takes nothing with it', async () => {
  const bench = await createBench();
  putAlbum(bench, 'root/A', 'Alpha');
  const unmounted = createFileLibrary({ roots: { music: bench.at('root') } });
  await unmounted.scan(bench.ctx);
  rmSync(bench.at('root/A'), { recursive: true });
  expect(await unmounted.scan(bench.ctx)).toMatchObject({ albums: 1, removed: 0 });
  rmSync(bench.at('root'), { recursive: true });
  expect(await unmounted.scan(bench.ctx)).toMatchObject({ albums: 1, removed: 0 });
  expect(bench.failures.map(({ target, fault }) => [target, fault.code])).toEqual([
    ['music:', 'io'],
    ['music:', 'io'],
  ]);
  mkdirSync(bench.at('root'));
  expect(await unmounted.scan(bench.ctx, { full: true })).toMatchObject({ albums: 0, removed: 3 });
});

test('a stopped scan says so, and the next one ends the work', async () => {
  const bench = await createBench();
  putAlbum(bench, 'A', 'Alpha');
  const stopped = { ...bench.ctx, signal: AbortSignal.abort() };
  await expect(library(bench).scan(stopped)).rejects.toMatchObject({ code: 'aborted' });
  expect(await scan(bench)).toMatchObject({ files: 3, new: 3 });
});

test('a file of the same size with another time is read', async () => {
  const bench = await createBench();
  putAlbum(bench, 'A', 'Alpha', 1);
  await scan(bench);
  utimesSync(bench.at('A/1.mp3'), 1, 1);
  expect(await scan(bench)).toMatchObject({ changed: 1 });
});

test('a folder that vanishes while the scan is on its way is simply not there', async () => {
  const bench = await createBench();
  putAlbum(bench, 'A', 'Alpha', 1);
  putAlbum(bench, 'B', 'Beta', 1);
  const units = walk('music', {
    settings: settingsOf({ roots: { music: bench.folder } }),
    extensions: bench.ctx.reader.extensions,
    selection: everything,
    failed: (target, _, fault) => bench.failures.push({ target, fault }),
  });
  const seen: string[] = [];
  for (const { folder } of units) {
    seen.push(folder);
    if (folder === 'A') rmSync(bench.at('B'), { recursive: true });
  }
  expect(seen).toEqual(['', 'A']);
  expect(bench.failures).toEqual([]);
});
