import {
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { expect, test } from 'vitest';
import { type Bench, createBench } from './__fixtures__/library-bench.ts';
import { createFileLibrary } from './library.ts';

const library = (bench: Bench) => createFileLibrary({ roots: { music: bench.folder } });
const scan = (bench: Bench, full = false) => library(bench).scan(bench.ctx, { full });
const paths = async (bench: Bench) =>
  (await bench.catalogue.files({ root: 'music' })).map(({ path }) => path);
const albumsOf = async (bench: Bench) => bench.catalogue.albums({ root: 'music' });

function putAlbum(bench: Bench, folder: string, album: string, tracks = 3): void {
  for (let track = 1; track <= tracks; track++)
    bench.put(`${folder}/${track}.mp3`, {
      album,
      artist: 'X',
      track: String(track),
      title: `${album} ${track}`,
      sound: `${album} ${track}`,
      seconds: album.length * 100 + track,
    });
}

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
