import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEarmark, createMemoryStore } from '@earmark/core';
import { createTagSink } from '@earmark/tags';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { allFormats } from '../compose.ts';
import { standardRecipes } from '../recipes/index.ts';
import { setFields } from '../set-fields.ts';
import { importBeets } from './import-beets.ts';
import { readBeets } from './read-beets.ts';

const tone = fileURLToPath(
  new URL('../../../../examples/cli/demo/fixtures/tone.flac', import.meta.url),
);
const group = 'b0000000-0000-4000-8000-000000000007';

/** A scanned library of one album, and a database as beets 2 makes it, which knows that album and one that is gone. */
async function workshop() {
  const home = await mkdtemp(join(tmpdir(), 'earmark-beets-'));
  const song = join(home, 'music', 'Miles Davis', 'Kind of Blue', '01.flac');
  await mkdir(join(song, '..'), { recursive: true });
  await copyFile(tone, song);
  const file = join(home, 'library.db');
  const beets = new Database(file);
  beets.exec(`
    CREATE TABLE albums (id INTEGER PRIMARY KEY, album TEXT, albumartist TEXT, genre TEXT,
      mb_albumid TEXT, mb_releasegroupid TEXT, discogs_albumid INTEGER);
    CREATE TABLE items (id INTEGER PRIMARY KEY, path BLOB, album_id INTEGER, title TEXT);`);
  beets
    .prepare('INSERT INTO albums VALUES (1, ?, ?, ?, ?, ?, 12), (2, ?, ?, ?, ?, ?, 0)')
    .run('Kind of Blue', 'Miles Davis', 'Jazz, Modal', 'r', group, 'Gone', 'Nobody', '', '', '');
  beets
    .prepare('INSERT INTO items VALUES (1, ?, 1, ?), (2, ?, 2, ?), (3, ?, NULL, ?)')
    .run(Buffer.from(song), 'a', Buffer.from('/gone/1.mp3'), 'b', Buffer.from('/x.mp3'), 'c');
  beets.close();
  const roots = { music: join(home, 'music') };
  const earmark = await createEarmark({
    store: createMemoryStore(),
    roots,
    sinks: [createTagSink({ formats: await allFormats() })],
    recipes: standardRecipes(),
  });
  onTestFinished(async () => {
    await earmark.close();
    await rm(home, { recursive: true });
  });
  const scan = await earmark.start('scan', { path: roots.music });
  await scan.done;
  return { home, file, song, earmark };
}

test('releases and genres of beets are taken over, and what files lack is given back as edits', async () => {
  const { file, song, earmark } = await workshop();
  const taken = await importBeets(earmark, file);
  expect(taken).toEqual({
    albums: 2,
    found: 1,
    singletons: 1,
    releases: 2,
    locked: 1,
    unknown: ['/gone/1.mp3'],
    edits: [{ file: song, set: { genre: ['Jazz', 'Modal'] } }],
  });
  const { catalogue, reviews } = await earmark.store();
  const [album] = await catalogue.albums();
  expect(await reviews.pinned(album?.id ?? '')).toEqual({
    musicbrainz: group,
    discogs: 'release/12',
  });
  expect(await reviews.locked(album?.id ?? '')).toEqual(['genre']);
  const { counts } = await setFields(earmark, { edits: taken.edits }).done;
  expect(counts.applied).toBe(1);
});

test('a dry run counts the same and takes nothing over', async () => {
  const { file, earmark } = await workshop();
  expect(await importBeets(earmark, file, { dryRun: true })).toMatchObject({
    releases: 2,
    locked: 1,
  });
  const { catalogue, reviews } = await earmark.store();
  const [album] = await catalogue.albums();
  expect(await reviews.pinned(album?.id ?? '')).toEqual({});
  expect(await reviews.locked(album?.id ?? '')).toEqual([]);
});

test('genres that a newer beets keeps as a list are told apart, and relative paths begin at its directory', async () => {
  const { home } = await workshop();
  const file = join(home, 'newer.db');
  const beets = new Database(file);
  beets.exec(`
    CREATE TABLE albums (id INTEGER PRIMARY KEY, album TEXT, albumartist TEXT, genres TEXT);
    CREATE TABLE items (id INTEGER PRIMARY KEY, path BLOB, album_id INTEGER);`);
  beets
    .prepare('INSERT INTO albums VALUES (1, ?, ?, ?)')
    .run('A', 'B', 'Folk, World, & Country\\␀Jazz');
  beets.prepare('INSERT INTO items VALUES (1, ?, 1)').run(Buffer.from('a/1.mp3'));
  beets.close();
  const { albums } = await readBeets(file, { directory: '/music' });
  expect(albums).toMatchObject([
    { files: ['/music/a/1.mp3'], genres: ['Folk, World, & Country', 'Jazz'], releases: {} },
  ]);
});

test('what is not a beets library is refused by its name', async () => {
  const { home, earmark } = await workshop();
  const file = join(home, 'notes.txt');
  await writeFile(file, 'hello');
  await expect(importBeets(earmark, file)).rejects.toMatchObject({ code: 'config' });
  await expect(importBeets(earmark, join(home, 'none.db'))).rejects.toThrow(
    'none.db cannot be opened',
  );
});
