import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createPluginBench,
  createTempFolder,
  recordedAnswer,
  type TempFolder,
} from '@earmark/testkit';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { buildMusicBrainzIndex, createMusicBrainzIndexSource } from './index.ts';

let temp: TempFolder;
let file: string;
beforeEach(async () => {
  temp = await createTempFolder();
  file = join(temp.path, 'musicbrainz.db');
});
afterEach(() => temp.remove());

const groupId = '11111111-0000-4000-8000-000000000001';
const artistId = '22222222-0000-4000-8000-000000000001';
const credit = [
  { name: 'Miles Davis', joinphrase: '', artist: { id: artistId, name: 'Miles Davis' } },
];
const group = {
  id: groupId,
  title: 'Kind of Blue',
  'primary-type': 'Album',
  'secondary-types': [],
  'first-release-date': '1959-08-17',
  'artist-credit': credit,
  genres: [
    { name: 'modal jazz', count: 9 },
    { name: 'jazz', count: 3 },
  ],
  tags: [{ name: 'cool', count: 1 }],
};
const bare = {
  ...group,
  id: groupId.replace(/1$/, '2'),
  title: 'Water Babies',
  genres: [],
  tags: [],
};
const artist = {
  id: artistId,
  name: 'Miles Davis',
  genres: [{ name: 'jazz', count: 30 }],
  tags: [],
};

async function dump(name: string, ...lines: readonly object[]): Promise<string> {
  const path = join(temp.path, name);
  await writeFile(path, lines.map((line) => JSON.stringify(line)).join('\n'));
  return path;
}

async function ask() {
  const bench = await createPluginBench();
  const source = createMusicBrainzIndexSource({ file });
  onTestFinished(async () => {
    await source.close?.();
    await bench.close();
  });
  const ctx = bench.context(source);
  const lookUp = async (title: string) => {
    const query = { kind: 'album', title, creators: ['Miles Davis'] } as const;
    const [candidate] = await source.find(query, ctx);
    return candidate && source.describe?.(candidate, ctx);
  };
  return { source, lookUp };
}

test('both dumps together answer as the service does, without a network', async () => {
  const dumps = [await dump('release-group', group, bare), await dump('artist', artist)];
  expect(await buildMusicBrainzIndex({ dumps, file })).toMatchObject({ albums: 2, people: 1 });
  const { source, lookUp } = await ask();
  expect(source).toMatchObject({ name: 'musicbrainz-index', weight: 0.85 });
  expect(source.hosts).toBeUndefined();
  const described = await lookUp('Kind of Blue');
  expect(described).toMatchObject({
    id: groupId,
    year: 1959,
    types: ['album'],
    ids: { 'musicbrainz-release-group': groupId, 'musicbrainz-artist': artistId },
  });
  expect(described?.claims).toMatchObject([
    { value: 'modal jazz', level: 'release-group' },
    { value: 'jazz', level: 'release-group' },
  ]);
  expect((await lookUp('Water Babies'))?.claims).toMatchObject([
    { value: 'jazz', level: 'artist' },
  ]);
});

test('an album is found by what it and its artist are also called', async () => {
  const blue = { ...group, aliases: [{ name: 'Blau' }] };
  const called = { ...artist, genres: [], aliases: [{ name: 'Prince of Darkness' }] };
  const dumps = [await dump('release-group', blue), await dump('artist', called)];
  await buildMusicBrainzIndex({ dumps, file });
  const bench = await createPluginBench();
  const source = createMusicBrainzIndexSource({ file });
  onTestFinished(async () => {
    await source.close?.();
    await bench.close();
  });
  const query = { kind: 'album', title: 'Blau', creators: ['Prince of Darkness'] } as const;
  expect(await source.find(query, bench.context(source))).toMatchObject([
    {
      id: groupId,
      aliases: { titles: ['Blau'], creators: ['Miles Davis', 'Prince of Darkness'] },
    },
  ]);
});

test('a recorded release group is a line of the dump', async (context) => {
  const recorded = await recordedAnswer('musicbrainz/release-group-lookup.json');
  if (!recorded.found) return context.skip(recorded.reason);
  const dumps = [await dump('release-group', recorded.body as object)];
  expect(await buildMusicBrainzIndex({ dumps, file })).toMatchObject({ albums: 1, damaged: 0 });
});

test('another dump is refused, and nothing is left in its place', async () => {
  const dumps = [await dump('release-group', { what: 'else' }, { what: 'else' })];
  await expect(buildMusicBrainzIndex({ dumps, file })).rejects.toMatchObject({ code: 'malformed' });
  expect(existsSync(file)).toBe(false);
});

test('an unknown option is refused', () => {
  expect(() => createMusicBrainzIndexSource({ file, ...{ wieght: 1 } })).toThrowError(/wieght/);
});
