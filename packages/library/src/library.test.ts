import { chmodSync, mkdirSync, renameSync, symlinkSync } from 'node:fs';
import type { Subject } from '@earmark/core';
import { expect, test } from 'vitest';
import { createBench, putAlbum } from './__fixtures__/library-bench.ts';
import { createFileLibrary, type FileLibrary } from './library.ts';

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

test('an album says what its files say, and where its changes go', async () => {
  const bench = await createBench();
  const album = { album: 'Aerial', albumartist: 'Kate Bush', date: '2005-11-07', label: 'EMI' };
  bench.put('K/CD1/01.mp3', { ...album, title: 'King of the Mountain', track: '1', isrc: 'I1' });
  bench.put('K/CD2/01.mp3', { ...album, title: 'Prelude', track: '1', musicbrainz_albumid: 'r' });
  const [subject] = await collect(library(bench.folder).subjects(bench.ctx));
  expect(subject).toMatchObject({
    kind: 'album',
    title: 'Aerial',
    creators: ['Kate Bush'],
    year: 2005,
    label: 'EMI',
    durationSeconds: 400,
    ids: { 'musicbrainz-release': 'r' },
    tracks: [
      { disc: 1, position: 1, title: 'King of the Mountain', ids: { isrc: 'I1' } },
      { disc: 2, position: 1, title: 'Prelude' },
    ],
    targets: [
      { sink: 'tags', id: 'music:K/CD1/01.mp3', fields: { album: ['Aerial'] } },
      { sink: 'tags', id: 'music:K/CD2/01.mp3' },
    ],
  });
  expect(await library(bench.folder).get(subject?.id ?? '', bench.ctx)).toEqual(subject);
  expect(await collect(library(bench.folder).subjects(bench.ctx))).toEqual([subject]);
});

test('what is read from names stays out of the targets', async () => {
  const bench = await createBench();
  bench.put('Nick Drake - 1972 - Pink Moon/01 - Pink Moon.mp3', {});
  bench.put('Nick Drake - 1972 - Pink Moon/02 - Place to Be.mp3', {});
  const [subject] = await collect(library(bench.folder).subjects(bench.ctx));
  expect(subject).toMatchObject({
    title: 'Pink Moon',
    creators: ['Nick Drake'],
    year: 1972,
    tracks: [{ title: 'Pink Moon' }, { position: 2, title: 'Place to Be' }],
  });
  expect(subject?.targets.map(({ fields }) => fields)).toEqual([{}, {}]);
});

test('many artists are various artists, guests are not', async () => {
  const bench = await createBench();
  const put = (folder: string, artists: readonly string[], more = {}) =>
    artists.forEach((artist, at) => {
      bench.put(`${folder}/${at}.mp3`, { album: folder, artist, track: String(at + 1), ...more });
    });
  put('Guests', ['A', 'A feat. B', 'A']);
  put('Mixed', ['A', 'B', 'C']);
  put('Flagged', ['A', 'A', 'B'], { compilation: '1' });
  const subjects = await collect(library(bench.folder).subjects(bench.ctx));
  expect(subjects.map(({ title, creators, types }) => [title, creators, types])).toEqual([
    ['Flagged', ['Various Artists'], ['compilation']],
    ['Guests', ['A'], undefined],
    ['Mixed', ['Various Artists'], ['compilation']],
  ]);
});

test('books are told from albums, or are what the option says', async () => {
  const bench = await createBench();
  bench.put('Novel/Novel.m4b', { album: 'Novel', narrator: 'N', series: 'S', seriespart: '2' });
  bench.put('Record/1.mp3', { album: 'Record', artist: 'X' });
  const kinds = (subjects: readonly Subject[]) => subjects.map(({ kind }) => kind);
  const auto = await collect(library(bench.folder).subjects(bench.ctx));
  expect(kinds(auto)).toEqual(['book', 'album']);
  expect(auto[0]).toMatchObject({ narrators: ['N'], series: [{ name: 'S', sequence: '2' }] });
  const books = createFileLibrary({ roots: { music: bench.folder }, kind: { music: 'book' } });
  await books.scan(bench.ctx, { full: true });
  expect(kinds(await collect(books.subjects(bench.ctx)))).toEqual(['book', 'book']);
});

test('`only` takes folders, globs and single files, and leaves the rest in the catalogue', async () => {
  const bench = await createBench();
  for (const path of ['A/One/1.mp3', 'A/One/2.mp3', 'A/[Two]/1.mp3', 'B/Three/1.mp3'])
    bench.put(path, { album: path.slice(0, -6), artist: 'X' });
  const targets = async (only: string[]) => {
    const limited = createFileLibrary({ roots: { music: bench.folder }, only });
    const subjects = await collect(limited.subjects(bench.ctx));
    return subjects.flatMap((subject) => subject.targets.map(({ id }) => id.slice(6)));
  };
  const all = await library(bench.folder).scan(bench.ctx);
  expect(all).toMatchObject({ files: 4, albums: 3 });
  expect(await targets(['A'])).toEqual(['A/One/1.mp3', 'A/One/2.mp3', 'A/[Two]/1.mp3']);
  expect(await targets(['A/[Two]'])).toEqual(['A/[Two]/1.mp3']);
  expect(await targets(['music:*/T*'])).toEqual(['B/Three/1.mp3']);
  expect(await targets(['A/One/2.mp3'])).toEqual(['A/One/2.mp3']);
  const one = createFileLibrary({ roots: { music: bench.folder }, only: ['A/One/2.mp3'] });
  expect(await one.scan(bench.ctx)).toMatchObject({ files: 1, albums: 1, removed: 0 });
  expect(await bench.catalogue.counts()).toMatchObject({ files: 4, albums: 3 });
});

test('a track that moves to another root keeps its id', async () => {
  const bench = await createBench();
  bench.put('one/A/1.mp3', { album: 'A', artist: 'X' });
  mkdirSync(bench.at('two'));
  const both = createFileLibrary({ roots: { one: bench.at('one'), two: bench.at('two') } });
  const [before] = await collect(both.subjects(bench.ctx));
  bench.put('one/B/1.mp3', { album: 'B', artist: 'X' });
  renameSync(bench.at('one/A'), bench.at('two/A'));
  const subjects = await collect(both.subjects(bench.ctx));
  const after = subjects.find(({ title }) => title === 'A');
  expect(after).toMatchObject({ id: before?.id, targets: [{ id: 'two:A/1.mp3' }] });
});

test('a folder that may not be read is reported, keeps its rows, and the rest goes on', async (ctx) => {
  if (process.platform === 'win32') ctx.skip('Windows has no permission bits');
  const bench = await createBench();
  bench.put('Closed/1.mp3', { album: 'C', artist: 'X' });
  bench.put('Open/1.mp3', { album: 'O', artist: 'X' });
  await library(bench.folder).scan(bench.ctx);
  chmodSync(bench.folder, 0o755);
  chmodSync(bench.at('Closed'), 0);
  const restore = loseRoot();
  try {
    const counts = await library(bench.folder).scan(bench.ctx);
    expect(counts).toMatchObject({ files: 1, albums: 2, removed: 0 });
  } finally {
    restore();
    chmodSync(bench.at('Closed'), 0o755);
  }
  expect(bench.failures).toMatchObject([{ target: 'music:Closed', fault: { code: 'io' } }]);
});

test('roots that overlap are refused, by name or through a link', async () => {
  const bench = await createBench();
  expect(() => createFileLibrary({ roots: { a: '/m', b: '/m/x' } })).toThrow(/b \(.*lies in a/);
  mkdirSync(bench.at('real/sub'), { recursive: true });
  symlinkSync(bench.at('real/sub'), bench.at('link'));
  const linked = createFileLibrary({ roots: { a: bench.at('real'), b: bench.at('link') } });
  await expect(linked.scan(bench.ctx)).rejects.toMatchObject({ code: 'config' });
});

test.each([
  [{ roots: {} }, /at least one root/],
  [{ roots: { 'a:b': '/m' } }, /root id/],
  [{ roots: { a: '/m' }, pollMs: 5 }, /pollMs/],
  [{ roots: { a: '/m' }, hiden: true }, /unknown option "hiden"\. Valid options: followLinks/],
])('%j is refused', (options, message) => {
  expect(() => createFileLibrary(options)).toThrow(message);
});

test('equal sound under differing tags is found, and hashed only where lengths are equal', async () => {
  const bench = await createBench();
  bench.put('A/1.mp3', { album: 'A', artist: 'X', sound: 'same', seconds: 100 });
  bench.put('B/1.mp3', { album: 'B', artist: 'X', sound: 'same', seconds: 100 });
  bench.put('C/1.mp3', { album: 'C', artist: 'X', sound: 'other', seconds: 100 });
  bench.put('D/1.mp3', { album: 'D', artist: 'X', sound: 'same?', seconds: 101 });
  const origin = library(bench.folder);
  await origin.scan(bench.ctx);
  bench.reads.length = 0;
  const [group, ...more] = await collect(origin.findDuplicates(bench.ctx));
  expect(more).toEqual([]);
  expect(group?.files.map(({ path }) => path)).toEqual(['A/1.mp3', 'B/1.mp3']);
  expect(group).toMatchObject({ differs: { album: [['A'], ['B']] }, oneFile: false });
  expect(bench.reads).toHaveLength(3);
  await collect(origin.findDuplicates(bench.ctx));
  expect(bench.reads).toHaveLength(3);
});

test('a watch tells what came, changed and went', async () => {
  const bench = await createBench();
  bench.put('A/1.mp3', { album: 'A', artist: 'X' });
  const origin = createFileLibrary({ roots: { music: bench.folder }, watchDelayMs: 50 });
  const changes = origin.watch(bench.ctx)[Symbol.asyncIterator]();
  const next = async () => (await changes.next()).value;
  const first = await next();
  expect(first).toMatchObject({ what: 'added' });
  const second = next();
  bench.put('B/1.mp3', { album: 'B', artist: 'X' });
  expect(await second).toMatchObject({ what: 'added' });
  const third = next();
  renameSync(bench.at('A'), bench.at('C [live]'));
  expect(await third).toEqual({ subject: first?.subject, what: 'changed' });
  const fourth = next();
  renameSync(bench.at('B'), `${bench.folder}-away`);
  try {
    expect(await fourth).toMatchObject({ what: 'removed' });
  } finally {
    renameSync(`${bench.folder}-away`, bench.at('B'));
  }
  const last = next();
  bench.stop();
  await last.catch(() => undefined);
});

const library = (folder: string): FileLibrary => createFileLibrary({ roots: { music: folder } });

/** Root may read everything: for a moment we are somebody else. */
function loseRoot(): () => void {
  if (process.getuid?.() !== 0 || !process.seteuid) return () => undefined;
  process.seteuid(65534);
  return () => process.seteuid?.(0);
}

test('how many albums there will be is announced: about, beside a first scan, and exactly after a later one', async () => {
  const bench = await createBench();
  for (let each = 1; each <= 5; each++) putAlbum(bench, `A${each}`, `Album ${each}`, 2);
  expect(await collect(library(bench.folder).subjects(bench.ctx))).toHaveLength(5);
  expect(bench.expected).toEqual([5]);
  putAlbum(bench, 'A6', 'Album 6', 2);
  expect(await collect(library(bench.folder).subjects(bench.ctx))).toHaveLength(6);
  expect(bench.expected).toEqual([5, 6]);
});

test.each(['Artist 7/Album', 'Artist 7/Gone', 'Artist 7/Album/2.mp3'])(
  'a selection costs what it holds, however large the catalogue is (%s)',
  async (only) => {
    const bench = await createBench();
    putAlbum(bench, 'Artist 7/Album', 'Alpha');
    const known = Array.from({ length: 5000 }, (_, at) => ({
      id: `file-${at}`,
      root: 'music',
      path: at < 3 ? `Artist 7/Gone/${at}.mp3` : `Artist ${at % 100}/Other ${at}/1.mp3`,
      size: 1,
      mtimeNs: '1',
      inode: `i${at}`,
      fields: {},
      complete: true,
      pictures: 0,
      chapters: 0,
    }));
    await bench.catalogue.apply({ put: known });
    let asked = 0;
    const catalogue = new Proxy(bench.catalogue, {
      get(target, name, self) {
        asked++;
        return Reflect.get(target, name, self);
      },
    });
    const one = createFileLibrary({ roots: { music: bench.folder }, only: [only] });
    await collect(one.subjects({ ...bench.ctx, catalogue }));
    expect(asked).toBeLessThanOrEqual(25);
    const rest = await bench.catalogue.files({ root: 'music' });
    expect(rest.some(({ path }) => path.startsWith('Artist 7/Gone/'))).toBe(
      only !== 'Artist 7/Gone',
    );
    expect(rest.filter(({ path }) => path.includes('/Other '))).toHaveLength(4997);
  },
);

test('an album that is given is in the catalogue: whoever is killed then finds it under the same identity', async () => {
  const bench = await createBench();
  for (const name of ['One', 'Two', 'Three'])
    bench.put(`A/${name}/1.mp3`, { album: name, albumartist: 'A', title: name });
  const given: string[] = [];
  // Killed at each album in turn: nothing after it happens.
  for (const count of [1, 2, 3]) {
    const ids: string[] = [];
    for await (const { id } of library(bench.folder).subjects(bench.ctx)) {
      expect(await bench.catalogue.album(id)).toMatchObject({ id });
      ids.push(id);
      if (ids.length === count) break;
    }
    expect(ids.slice(0, given.length)).toEqual(given);
    given.splice(0, given.length, ...ids);
  }
});

test('the first album sees all others in the catalogue, so that what is known of an artist depends on no order', async () => {
  const bench = await createBench();
  for (const name of ['One', 'Two', 'Three'])
    bench.put(`${name}/1.mp3`, { album: name, albumartist: 'A', title: name });
  for await (const _first of library(bench.folder).subjects(bench.ctx)) {
    expect(await bench.catalogue.albums({ creator: 'A' })).toHaveLength(3);
    break;
  }
});
