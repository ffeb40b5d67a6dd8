import type { Query } from '@earmark/core';
import {
  createPluginBench,
  type ReplayAnswer,
  recordedAnswer,
  sourceSuite,
} from '@earmark/testkit';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createLastfmSource } from './index.ts';

const apiKey = '0123456789abcdef0123456789abcdef';
const query: Query = { kind: 'album', title: 'Believe', creators: ['Cher'] };
const info = { album: { name: 'Believe', artist: 'Cher', listeners: '500000', tracks: '' } };
const tags = {
  toptags: {
    tag: [
      { name: 'pop', count: 100 },
      { name: 'dance', count: '60' },
      { name: 'seen live', count: 3 },
    ],
  },
};
const notFound = { body: { error: 6, message: 'Album not found', links: [] } };
const failure = (error: number) => ({ body: { error, message: 'no' } });
const emptySearch = { body: { results: { albummatches: { album: [] } } } };

const routesOf = (answers: Readonly<Record<string, ReplayAnswer>>) =>
  Object.entries(answers).map(([method, answer]) => ({
    on: ({ path }: { readonly path: string }) => path.includes(`method=album.${method}&`),
    answers: answer,
  }));

describe('the contract', () => {
  sourceSuite(
    { test },
    {
      create: (baseUrl, more) => createLastfmSource({ apiKey, baseUrl, ...more }),
      query,
      routes: routesOf({ getInfo: { body: info }, getTopTags: { body: tags } }),
      misses: [notFound],
      faults: [
        { answer: failure(29), code: 'quota' },
        { answer: failure(8), code: 'network' },
        { answer: failure(11), code: 'network' },
        { answer: failure(16), code: 'network' },
        { answer: failure(10), code: 'auth' },
        { answer: failure(26), code: 'auth' },
        { answer: failure(13), code: 'bad-response' },
      ],
      secrets: [apiKey],
    },
  );
});

async function setup(answers: Readonly<Record<string, ReplayAnswer>>) {
  const bench = await createPluginBench();
  onTestFinished(() => bench.close());
  bench.routes(routesOf(answers));
  const source = createLastfmSource({ apiKey, baseUrl: bench.server.baseUrl });
  const ctx = bench.context(source);
  const find = (asked: Query = query) => source.find(asked, ctx);
  const lookUp = async () => {
    const [first] = await find();
    if (!first) throw new Error('nothing found');
    return source.describe?.(first, ctx);
  };
  return { bench, find, lookUp };
}

test('a recorded album is found by artist and title in one request', async (context) => {
  const recorded = await recordedAnswer('lastfm/album-getInfo.json');
  if (!recorded.found) return context.skip(recorded.reason);
  const { bench, find } = await setup({ getInfo: { body: recorded.body } });
  const [found, ...others] = await find();
  expect(others).toEqual([]);
  expect(found).toMatchObject({ title: 'Believe', creators: ['Cher'], claims: [] });
  expect(found?.tracks?.length).toBeGreaterThan(5);
  expect(bench.server.calls).toHaveLength(1);
});

test('a recorded album without tags, identifier or tracks is an album all the same', async (context) => {
  const recorded = await recordedAnswer('lastfm/album-getInfo-empty-tags.json');
  if (!recorded.found) return context.skip(recorded.reason);
  const { find } = await setup({ getInfo: { body: recorded.body } });
  const [found] = await find();
  expect(found).toMatchObject({ creators: ['The Jesus and Mary Chain'] });
  expect(found).not.toHaveProperty('ids');
  expect(found).not.toHaveProperty('tracks');
});

test('recorded errors are what they are', async (context) => {
  const missing = await recordedAnswer('lastfm/error-6-album-not-found.json');
  const key = await recordedAnswer('lastfm/error-10-invalid-key.json');
  const empty = await recordedAnswer('lastfm/album-search-empty.json');
  if (!missing.found) return context.skip(missing.reason);
  if (!key.found) return context.skip(key.reason);
  if (!empty.found) return context.skip(empty.reason);
  const unknown = await setup({ getInfo: { body: missing.body }, search: { body: empty.body } });
  expect(await unknown.find()).toEqual([]);
  const refused = await setup({ getInfo: { body: key.body } });
  await expect(refused.find()).rejects.toMatchObject({ code: 'auth' });
});

test('recorded tags keep their order by count, and lose what hardly anybody says', async (context) => {
  const recorded = await recordedAnswer('lastfm/track-getTopTags.json');
  if (!recorded.found) return context.skip(recorded.reason);
  const { lookUp } = await setup({ getInfo: { body: info }, getTopTags: { body: recorded.body } });
  const { claims } = (await lookUp()) ?? { claims: [] };
  expect(claims.slice(0, 3).map(({ value }) => value)).toEqual([
    'hard rock',
    'rock',
    'classic rock',
  ]);
  expect(claims.map(({ value }) => value)).not.toContain('australian');
});

test('a tag of one listener weighs little, the same tag of a million nearly all', async () => {
  const strengthWith = async (listeners: number) => {
    const { lookUp } = await setup({
      getInfo: { body: { album: { ...info.album, listeners: String(listeners) } } },
      getTopTags: { body: { toptags: { tag: { name: 'pop', count: '100' } } } },
    });
    return (await lookUp())?.claims[0]?.strength ?? Number.NaN;
  };
  expect(await strengthWith(1)).toBeLessThan(0.05);
  expect(await strengthWith(1_000_000)).toBeGreaterThan(0.99);
});

test('what is unknown by artist and title is searched for by its title', async () => {
  const album = [
    { name: 'Believe', artist: '[unknown]' },
    { name: 'Believe', artist: 'Cher', mbid: '' },
    { name: 'Believe', artist: 'Cher', mbid: '' },
  ];
  const { find } = await setup({
    getInfo: notFound,
    search: { body: { results: { albummatches: { album } } } },
  });
  expect(await find()).toEqual([
    { id: 'Cher\tBelieve', title: 'Believe', creators: ['Cher'], claims: [] },
  ]);
});

test('without an artist only the search is asked', async () => {
  const { bench, find } = await setup({ search: emptySearch });
  expect(await find({ ...query, creators: [] })).toEqual([]);
  expect(bench.server.calls).toHaveLength(1);
});
