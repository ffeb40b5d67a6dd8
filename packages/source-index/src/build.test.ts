import { existsSync } from 'node:fs';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Query } from '@earmark/core';
import {
  createFakeClock,
  createPluginBench,
  createTempFolder,
  type TempFolder,
} from '@earmark/testkit';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import {
  type BuildProgress,
  buildIndex,
  createIndexSource,
  type Dump,
  type IndexRecord,
  linesOf,
  openDump,
  readIndexStatus,
} from './index.ts';

let temp: TempFolder;
let path: string;
let file: string;
beforeEach(async () => {
  temp = await createTempFolder();
  path = join(temp.path, 'dump');
  file = join(temp.path, 'state', 'index.db');
});
afterEach(() => temp.remove());

const claim = (value: string) =>
  ({ field: 'genre', value, strength: 0.5, level: 'release' }) as const;
const album = (id: string, title: string, artist: string, more: object = {}): IndexRecord => ({
  kind: 'album',
  id,
  title,
  creators: [artist],
  claims: [],
  ...more,
});
const clock = createFakeClock();

/** A dump of one record a line. */
function dumpOf(): Dump {
  return {
    path,
    texts: (onRead) => linesOf(openDump(path, { onRead }), path),
    parse: (text) => JSON.parse(text) as IndexRecord,
  };
}
const write = (records: readonly IndexRecord[]) =>
  writeFile(path, records.map((record) => JSON.stringify(record)).join('\n'));
const build = (more: object = {}) =>
  buildIndex({ file, source: 'test', dumps: [dumpOf()], clock, ...more });

async function ask() {
  const bench = await createPluginBench();
  const source = createIndexSource({
    name: 'test-index',
    file,
    weight: 0.5,
    ids: { own: (id) => id },
  });
  onTestFinished(async () => {
    await source.close?.();
    await bench.close();
  });
  const ctx = bench.context(source);
  const find = (title: string, artist?: string, more: Partial<Query> = {}) =>
    source.find({ kind: 'album', title, creators: artist ? [artist] : [], ...more }, ctx);
  const idsOf = async (title: string, artist?: string) =>
    (await find(title, artist)).map(({ id }) => id);
  return { source, ctx, find, idsOf };
}

test('an album is found however it was typed', async () => {
  await write([
    album('1', 'Vespertine', 'Bj\u00f6rk'),
    album('2', 'Bridge Over Troubled Water', 'Simon & Garfunkel'),
    album('3', 'Don\u2019t Stop (Remastered)', 'Somebody'),
    album('4', '\u6771\u4eac', '\u5c71\u7530'),
    album('5', 'Greatest Hits', 'Queen'),
    album('6', 'Greatest Hits', 'ABBA'),
  ]);
  await build();
  const { idsOf } = await ask();
  expect(await idsOf('VESPERTINE', 'Bjork')).toEqual(['1']);
  expect(await idsOf('Bridge over Troubled Water', 'Simon and Garfunkel')).toEqual(['2']);
  expect(await idsOf("Don't Stop", 'Somebody')).toEqual(['3']);
  expect(await idsOf('\u6771\u4eac', '\u5c71\u7530')).toEqual(['4']);
  expect(await idsOf('Greatest Hits', 'Queen')).toEqual(['5']);
  expect(await idsOf('Greatest Hits')).toEqual(['5', '6']);
  expect(await idsOf('Vespertine (Deluxe Edition)', 'Bj\u00f6rk')).toEqual(['1']);
  expect(await idsOf('Vespertyne', 'Bj\u00f6rk')).toEqual(['1']);
  expect(await idsOf('Vespertine', 'Bj\u00f6rk feat. Matmos')).toEqual(['1']);
});

test('what it does not know is an empty list, and no title is a command', async () => {
  await write([album('1', 'NEAR OR NOT', 'AND')]);
  await build();
  const { idsOf } = await ask();
  expect(await idsOf('Nothing', 'Nobody')).toEqual([]);
  expect(await idsOf('" OR title:*', 'x')).toEqual([]);
  expect(await idsOf('')).toEqual([]);
  expect(await idsOf('***', '\u0000')).toEqual([]);
  expect(await idsOf('near or not', 'and')).toEqual(['1']);
});

test('a title or artist of signs alone is found by its signs', async () => {
  await write([
    album('1', '\u00f7', 'Ed Sheeran'),
    album('2', '+', 'Ed Sheeran'),
    album('3', 'x (Deluxe)', 'Ed Sheeran'),
    album('4', '= (Deluxe)', 'Ed Sheeran'),
    album('5', '!!!', '!!!'),
    album('6', 'Thr!!!er', '!!!'),
    album('7', '( )', 'Sigur R\u00f3s'),
  ]);
  await build();
  const { idsOf } = await ask();
  expect(await idsOf('\u00f7 (Deluxe)', 'Ed Sheeran')).toEqual(['1']);
  expect(await idsOf('\u00f7')).toEqual(['1']);
  expect(await idsOf('+ (Deluxe Version)', 'Ed Sheeran')).toEqual(['2']);
  expect(await idsOf('=', 'Ed Sheeran')).toEqual(['4']);
  expect(await idsOf('!!! [Remastered]', '!!!')).toEqual(['5']);
  expect(await idsOf('()', 'Sigur Ros')).toEqual(['7']);
  expect(await idsOf('\u2212 (Deluxe)', 'Ed Sheeran')).toEqual([]);
  expect(await idsOf('\u200b (Deluxe)', 'Ed Sheeran')).toEqual(['3', '4']);
  expect(await idsOf('\u200b (Nothing)', 'Nobody')).toEqual([]);
});

test('letters that are no letter with an accent are found by what they are typed as', async () => {
  await write([
    album('1', '\u0141\u0105ka', '\u00d8ya'),
    album('2', 'Stra\u00dfe', '\u00c6on'),
    album('3', 'Strasse', 'Aeon Two'),
    album('4', '\u00deorn', 'Dj\u0131vo'),
  ]);
  await build();
  const { idsOf } = await ask();
  expect(await idsOf('Laka', 'Oya')).toEqual(['1']);
  expect(await idsOf('\u0142\u0105ka', '\u00f8ya')).toEqual(['1']);
  expect(await idsOf('Strasse', 'Aeon')).toEqual(['2', '3']);
  expect(await idsOf('STRA\u1e9eE', '\u00e6on two')).toEqual(['3']);
  expect(await idsOf('Thorn', 'Djivo')).toEqual(['4']);
});

test('where an album has no genres, describing brings those of its artist', async () => {
  await write([
    { kind: 'person', id: 'p', claims: [{ ...claim('jazz'), level: 'artist' }] },
    album('1', 'One', 'A', { person: 'p' }),
    album('2', 'Two', 'A', { person: 'p', claims: [claim('rock')] }),
  ]);
  await build();
  const { source, ctx, find } = await ask();
  const describe = async (title: string) => {
    const [candidate] = await find(title, 'A');
    return candidate && source.describe?.(candidate, ctx);
  };
  expect((await describe('One'))?.claims).toEqual([{ ...claim('jazz'), level: 'artist' }]);
  expect((await describe('Two'))?.claims).toEqual([claim('rock')]);
});

test('an identifier spares the search, and keeps its form', async () => {
  const id = '01234567-89ab-4cde-8f01-23456789abcd';
  await write([album(id, 'One', 'A'), album('2', 'Two', 'A')]);
  await build();
  const { find } = await ask();
  expect(await find('Two', 'A', { ids: { own: id } })).toMatchObject([{ id, title: 'One' }]);
  expect(await find('Two', 'A', { ids: { own: 'gone' } })).toMatchObject([{ id: '2' }]);
});

test('a later dump has the later word on an album, which is found once', async () => {
  await write([album('1', 'One', 'A'), album('1', 'One', 'A', { label: 'Later' })]);
  expect(await build()).toMatchObject({ albums: 1, records: 2 });
  const { find } = await ask();
  expect(await find('One', 'A')).toMatchObject([{ id: '1', label: 'Later' }]);
});

const many = Array.from({ length: 7_000 }, (_, n) =>
  album(String(n), `Title ${n}`, `Artist ${n % 9}`),
);

test('a build that was stopped goes on where it was', async () => {
  await write(many);
  const stop = new AbortController();
  const onProgress = ({ records }: BuildProgress) => {
    if (records >= 4_000) stop.abort();
  };
  await expect(build({ signal: stop.signal, onProgress })).rejects.toMatchObject({
    code: 'aborted',
  });
  expect(existsSync(file)).toBe(false);
  expect(await build()).toMatchObject({ albums: 7_000, records: 7_000, resumed: 4_000 });
  const { idsOf } = await ask();
  expect(await idsOf('Title 6999', 'Artist 6')).toEqual(['6999']);
  expect(await idsOf('Title 12', 'Artist 3')).toEqual(['12']);
});

test('with another dump it starts over', async () => {
  await write(many);
  const stop = new AbortController();
  const onProgress = () => stop.abort();
  await expect(build({ signal: stop.signal, onProgress })).rejects.toMatchObject({
    code: 'aborted',
  });
  await appendFile(path, `\n${JSON.stringify(album('x', 'New', 'A'))}`);
  expect(await build()).toMatchObject({ albums: 7_001, resumed: 0 });
});

test('the old index answers until the new one is whole, and stays when the build fails', async () => {
  await write([album('1', 'Old', 'A')]);
  await build();
  await writeFile(path, 'no record\n'.repeat(100));
  await expect(build()).rejects.toMatchObject({ code: 'malformed' });
  const { idsOf } = await ask();
  expect(await idsOf('Old', 'A')).toEqual(['1']);
});

test('artists without albums make no index', async () => {
  await write([{ kind: 'person', id: 'p', claims: [] }]);
  await expect(build()).rejects.toMatchObject({ code: 'config' });
  expect(existsSync(file)).toBe(false);
});

test('two builds at once are refused, and the first goes on', async () => {
  await write(many);
  let other: Promise<unknown> | undefined;
  const onProgress = () => {
    other ??= expect(build()).rejects.toMatchObject({ code: 'locked' });
  };
  expect(await build({ onProgress })).toMatchObject({ albums: 7_000 });
  await other;
});

test('a damaged record is left out and counted', async () => {
  await write(many);
  await appendFile(path, '\n{"kind":"album"');
  expect(await build()).toMatchObject({ albums: 7_000, damaged: 1 });
});

test('progress tells how far through the files it is', async () => {
  await write(many);
  const seen: BuildProgress[] = [];
  await build({ onProgress: (progress: BuildProgress) => seen.push(progress) });
  const { length } = await readFile(path);
  expect(seen.at(-1)).toEqual({ dump: 'dump', bytes: length, totalBytes: length, records: 7_000 });
  expect(seen.map(({ records }) => records)).toEqual([2_000, 4_000, 6_000, 7_000]);
});

test('an index says what it holds; none says nothing', async () => {
  expect(readIndexStatus(file).state).toBe('absent');
  await write([album('1', 'One', 'A')]);
  await build();
  expect(readIndexStatus(file)).toMatchObject({
    source: 'test',
    albums: 1,
    people: 0,
    builtAt: clock.now(),
    dumps: 'dump',
    state: 'ready',
  });
});

test('an index of another layout is not read', async () => {
  await write([album('1', 'One', 'A')]);
  await build();
  const database = new Sqlite(file);
  database.pragma('user_version = 99');
  database.close();
  const { find } = await ask();
  await expect(find('One', 'A')).rejects.toMatchObject({ code: 'unsupported' });
});

test('what an earlier release half-built is begun again', async () => {
  await write(many);
  const stop = new AbortController();
  await expect(
    build({ signal: stop.signal, onProgress: () => stop.abort() }),
  ).rejects.toMatchObject({ code: 'aborted' });
  const database = new Sqlite(`${file}.part`);
  database.pragma('user_version = 1');
  database.close();
  expect(await build()).toMatchObject({ albums: 7_000, resumed: 0 });
  expect(readIndexStatus(file).state).toBe('ready');
});

test('a missing index, another file and a relative path are told apart', async () => {
  const { find } = await ask();
  await expect(find('One')).rejects.toMatchObject({ code: 'io' });
  const other = join(temp.path, 'other.db');
  await writeFile(other, 'something else'.repeat(100));
  expect(() => readIndexStatus(other)).toThrowError(/is not an index/);
  expect(() => createIndexSource({ name: 'x', file: 'index.db', weight: 1 })).toThrowError(
    /absolute/,
  );
});
