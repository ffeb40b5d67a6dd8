import { linkSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Bench, createBench, putAlbum } from './__fixtures__/library-bench.ts';
import { createFileLibrary } from './library.ts';

const library = (bench: Bench) => createFileLibrary({ roots: { music: bench.folder } });
const scan = (bench: Bench, full = false) => library(bench).scan(bench.ctx, { full });
const paths = async (bench: Bench) =>
  (await bench.catalogue.files({ root: 'music' })).map(({ path }) => path);
const albumsOf = async (bench: Bench) => bench.catalogue.albums({ root: 'music' });

test('a first scan finds everything, a second reads nothing', async () => {
  const bench = await createBench();
  putAlbum(bench, 'A', 'Alpha');
  putAlbum(bench, 'B', 'Beta');
  bench.write('B/cover.jpg', '');
  bench.write('B/list.m3u', '');
  expect(await scan(bench)).toMatchObject({ files: 6, albums: 2, new: 6, changed: 0, failed: 0 });
  const before = await bench.catalogue.files({});
  bench.reads.length = 0;
  expect(await scan(bench)).toMatchObject({ files: 6, albums: 2, new: 0, changed: 0, removed: 0 });
  expect(bench.reads).toEqual([]);
  expect(await bench.catalogue.files({})).toEqual(before);
});

test('only what changed is read, keeps its id, and loses what was known of its old content', async () => {
  const bench = await createBench();
  putAlbum(bench, 'A', 'Alpha');
  await scan(bench);
  const before = await bench.catalogue.byPath('music', 'A/2.mp3');
  await bench.catalogue.setProbe(before?.id ?? '', { streams: 1 });
  await bench.catalogue.setEssence(before?.id ?? '', 'e');
  bench.reads.length = 0;
  bench.put('A/2.mp3', { album: 'Alpha', artist: 'X', track: '2', title: 'Another' });
  expect(await scan(bench)).toMatchObject({ new: 0, changed: 1, moved: 0, removed: 0 });
  expect(bench.reads).toEqual([bench.at('A/2.mp3')]);
  const after = await bench.catalogue.byPath('music', 'A/2.mp3');
  expect(after).toMatchObject({ id: before?.id, album: before?.album });
  expect(after?.fields.title).toEqual(['Another']);
  expect(after).not.toHaveProperty('probe');
  expect(after).not.toHaveProperty('essence');
});

test('a full scan reads everything again and changes no id', async () => {
  const bench = await createBench();
  putAlbum(bench, 'A', 'Alpha');
  await scan(bench);
  const before = await bench.catalogue.files({});
  bench.reads.length = 0;
  await scan(bench, true);
  expect(bench.reads).toHaveLength(3);
  expect(await bench.catalogue.files({})).toEqual(before);
});

test('what is gone leaves the catalogue, with its album', async () => {
  const bench = await createBench();
  putAlbum(bench, 'A', 'Alpha');
  putAlbum(bench, 'B', 'Beta');
  await scan(bench);
  rmSync(bench.at('A'), { recursive: true });
  rmSync(bench.at('B/3.mp3'));
  expect(await scan(bench)).toMatchObject({ files: 2, albums: 1, removed: 4 });
  expect(await paths(bench)).toEqual(['B/1.mp3', 'B/2.mp3']);
});

test.each(['S/1.mp3', 'A/2.mp3'])(
  'a file that a writer took off its path while the walk came by keeps its row (%s)',
  async (path) => {
    const bench = await createBench();
    putAlbum(bench, 'A', 'Alpha');
    putAlbum(bench, 'S', 'Single', 1);
    await scan(bench);
    const before = await bench.catalogue.files({});
    const albums = await albumsOf(bench);
    renameSync(bench.at(path), bench.at(`${path}.aside`));
    const catalogue = {
      ...bench.catalogue,
      // Asked for once the walk is over.
      folders(root: string) {
        renameSync(bench.at(`${path}.aside`), bench.at(path));
        return bench.catalogue.folders(root);
      },
    };
    const counts = await library(bench).scan({ ...bench.ctx, catalogue });
    expect(counts).toMatchObject({ removed: 0, moved: 0, albums: 2 });
    expect(await scan(bench)).toMatchObject({ files: 4, new: 0, changed: 0, removed: 0 });
    expect(await bench.catalogue.files({})).toEqual(before);
    expect(await albumsOf(bench)).toEqual(albums);
  },
);

test('what is ignored from now on leaves the catalogue, though it is there', async () => {
  const bench = await createBench();
  putAlbum(bench, 'A', 'Alpha');
  putAlbum(bench, 'B', 'Beta');
  await scan(bench);
  bench.write('B/.earmarkignore', '2.mp3');
  const roots = { music: bench.folder };
  const rest = createFileLibrary({ roots, ignore: ['A/'] });
  expect(await rest.scan(bench.ctx)).toMatchObject({ files: 2, albums: 1, removed: 4 });
  expect(await paths(bench)).toEqual(['B/1.mp3', 'B/3.mp3']);
});

test.each(['.not-mounted', 'lost+found/x', '.DS_Store', 'Empty/cover.jpg'])(
  'a disk that is not mounted is reported and keeps its rows, whatever lies at its mount point (%s)',
  async (stray) => {
    const bench = await createBench();
    putAlbum(bench, 'disk/A', 'Alpha');
    putAlbum(bench, 'other/B', 'Beta');
    const roots = { disk: bench.at('disk'), other: bench.at('other') };
    const both = createFileLibrary({ roots });
    await both.scan(bench.ctx);
    const before = await bench.catalogue.files({});
    renameSync(bench.at('disk'), bench.at('away'));
    bench.write(`disk/${stray}`, '');
    expect(await both.scan(bench.ctx)).toMatchObject({ files: 3, albums: 2, removed: 0 });
    expect(bench.failures).toMatchObject([{ target: 'disk:', fault: { code: 'io' } }]);
    await createFileLibrary({ roots, only: ['disk:A'] }).scan(bench.ctx);
    expect(bench.failures).toHaveLength(2);
    expect(await bench.catalogue.files({})).toEqual(before);
    expect(await both.scan(bench.ctx, { full: true })).toMatchObject({ files: 3, removed: 3 });
    expect(bench.failures).toHaveLength(2);
  },
);

test('a root whose last files moved to another is no disk that is not mounted', async () => {
  const bench = await createBench();
  putAlbum(bench, 'one/A', 'Alpha');
  mkdirSync(bench.at('two'));
  const both = createFileLibrary({ roots: { one: bench.at('one'), two: bench.at('two') } });
  await both.scan(bench.ctx);
  renameSync(bench.at('one/A'), bench.at('two/A'));
  expect(await both.scan(bench.ctx)).toMatchObject({ files: 3, albums: 1, new: 0, moved: 3 });
  expect(bench.failures).toEqual([]);
});

test.each(['0 first', 'Z last'])(
  'a renamed folder keeps files, albums and reads nothing (%s)',
  async (name) => {
    const bench = await createBench();
    putAlbum(bench, 'M', 'Alpha');
    await scan(bench);
    const before = await bench.catalogue.files({});
    const albums = await albumsOf(bench);
    bench.reads.length = 0;
    renameSync(bench.at('M'), bench.at(name));
    expect(await scan(bench)).toMatchObject({ new: 0, removed: 0, moved: 3, albums: 1 });
    expect(bench.reads).toEqual([]);
    const after = await bench.catalogue.files({});
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(await albumsOf(bench)).toEqual(albums.map((album) => ({ ...album, folder: name })));
  },
);

test.each(['0 first', 'Z last'])(
  'a folder that was copied and removed is known by its sound (%s)',
  async (name) => {
    const bench = await createBench();
    putAlbum(bench, 'M', 'Alpha');
    await scan(bench);
    const before = await bench.catalogue.files({});
    for (const { id } of before.slice(0, 1)) await bench.catalogue.setEssence(id, '?');
    const albums = await albumsOf(bench);
    // Made while the old ones still have their inodes, so that none is used again.
    putAlbum(bench, name, 'Alpha');
    rmSync(bench.at('M'), { recursive: true });
    const counts = await scan(bench);
    // The first has another digest than was known: another recording, whatever its tags say.
    expect(counts).toMatchObject({ new: 1, removed: 1, moved: 2, albums: 1 });
    const after = await bench.catalogue.files({});
    expect(after.slice(1).map(({ id }) => id)).toEqual(before.slice(1).map(({ id }) => id));
    expect(await albumsOf(bench)).toEqual(albums.map((album) => ({ ...album, folder: name })));
  },
);

test('moved and retagged at once, a file is known by inode and length', async () => {
  const bench = await createBench();
  putAlbum(bench, 'M', 'Alpha');
  await scan(bench);
  const before = await bench.catalogue.byPath('music', 'M/1.mp3');
  renameSync(bench.at('M/1.mp3'), bench.at('M/01 Title.mp3'));
  bench.put('M/01 Title.mp3', { album: 'Alpha', artist: 'X', title: 'T', seconds: 501 });
  expect(await scan(bench)).toMatchObject({ new: 0, removed: 0, moved: 1 });
  expect(await bench.catalogue.byPath('music', 'M/01 Title.mp3')).toMatchObject({
    id: before?.id,
    album: before?.album,
  });
});

test('renumbered files and a new first one are as many rows as files', async () => {
  const bench = await createBench();
  putAlbum(bench, 'A', 'Alpha', 4);
  await scan(bench);
  for (const track of [4, 3, 2, 1])
    renameSync(bench.at(`A/${track}.mp3`), bench.at(`A/${track + 1}.mp3`));
  bench.put('A/1.mp3', { album: 'Alpha', artist: 'X', title: 'Intro', seconds: 99 });
  expect(await scan(bench)).toMatchObject({ files: 5, changed: 4, new: 1, moved: 0, removed: 0 });
  expect(await paths(bench)).toEqual([1, 2, 3, 4, 5].map((track) => `A/${track}.mp3`));
  expect(await scan(bench)).toMatchObject({ new: 0, changed: 0, removed: 0, albums: 1 });
});

test.each(['0 first', 'Z last'])(
  'a file that went elsewhere leaves its id to the file in its place (%s)',
  async (folder) => {
    const bench = await createBench();
    putAlbum(bench, 'M', 'Alpha', 1);
    await scan(bench);
    const before = await bench.catalogue.byPath('music', 'M/1.mp3');
    mkdirSync(bench.at(folder));
    renameSync(bench.at('M/1.mp3'), bench.at(`${folder}/1.mp3`));
    putAlbum(bench, 'M', 'Another', 1);
    expect(await scan(bench)).toMatchObject({ files: 2, new: 1, changed: 1, moved: 0 });
    expect(await paths(bench)).toEqual([`${folder}/1.mp3`, 'M/1.mp3'].sort());
    expect((await bench.catalogue.byPath('music', 'M/1.mp3'))?.id).toBe(before?.id);
  },
);

test('an album goes where most of its files go; the rest becomes another', async () => {
  const bench = await createBench();
  putAlbum(bench, 'M', 'Alpha', 5);
  await scan(bench);
  const [album] = await albumsOf(bench);
  mkdirSync(bench.at('Z'));
  for (const track of [1, 2, 3]) renameSync(bench.at(`M/${track}.mp3`), bench.at(`Z/${track}.mp3`));
  await scan(bench);
  const rows = await albumsOf(bench);
  expect(rows.map(({ folder }) => folder)).toEqual(['M', 'Z']);
  expect(rows[1]?.id).toBe(album?.id);
  expect(await bench.catalogue.files({ album: album?.id ?? '' })).toHaveLength(3);
});

test('two names of one file are two files, and either may go', async () => {
  const bench = await createBench();
  putAlbum(bench, 'A', 'Alpha', 1);
  linkSync(bench.at('A/1.mp3'), bench.at('A/one.mp3'));
  expect(await scan(bench)).toMatchObject({ files: 2, new: 2 });
  const kept = await bench.catalogue.byPath('music', 'A/one.mp3');
  rmSync(bench.at('A/1.mp3'));
  expect(await scan(bench)).toMatchObject({ files: 1, removed: 1, moved: 0 });
  expect((await bench.catalogue.byPath('music', 'A/one.mp3'))?.id).toBe(kept?.id);
});

test('a renamed disc folder and a lost one leave the album itself', async () => {
  const bench = await createBench();
  putAlbum(bench, 'A/CD1', 'Alpha');
  putAlbum(bench, 'A/CD2', 'Alpha');
  expect(await scan(bench)).toMatchObject({ albums: 1 });
  const [album] = await albumsOf(bench);
  renameSync(bench.at('A/CD1'), bench.at('A/Disc 1'));
  rmSync(bench.at('A/CD2'), { recursive: true });
  expect(await scan(bench)).toMatchObject({ albums: 1, moved: 3, removed: 3 });
  expect(await albumsOf(bench)).toEqual([album]);
});

test('a file that nobody understands counts as failed and is not read again', async () => {
  const bench = await createBench();
  putAlbum(bench, 'A', 'Alpha', 1);
  bench.write('A/broken.mp3', 'no');
  expect(await scan(bench)).toMatchObject({ files: 2, albums: 1, failed: 1 });
  expect(bench.failures).toMatchObject([
    { target: 'music:A/broken.mp3', fault: { code: 'malformed' } },
  ]);
  bench.reads.length = 0;
  expect(await scan(bench)).toMatchObject({ files: 2, failed: 1 });
  expect(bench.reads).toEqual([]);
});

test('media that no format reads are counted by extension, and nothing else is', async () => {
  const bench = await createBench();
  putAlbum(bench, 'A', 'Alpha');
  for (const name of ['A/4.wma', 'A/5.WMA', 'B/1.ape', 'A/cover.jpg', 'A/notes', '.hidden/1.wma'])
    bench.write(name, '');
  expect(await scan(bench)).toMatchObject({ files: 3 });
  expect(bench.unread).toEqual([
    ['.wma', 2],
    ['.ape', 1],
  ]);
});
