import type { Query } from '@earmark/core';
import {
  createPluginBench,
  type ReplayAnswer,
  recordedAnswer,
  sourceSuite,
} from '@earmark/testkit';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createDeezerSource } from './index.ts';

const query: Query = { kind: 'album', title: 'Discovery', creators: ['Daft Punk'] };
const hit = { id: 302127, title: 'Discovery', nb_tracks: 14, artist: { name: 'Daft Punk' } };
const album = {
  ...hit,
  upc: '724384960650',
  release_date: '2001-03-07',
  genres: { data: [{ id: 113, name: 'Dance' }] },
};
const error = (code: number, message: string) => ({
  body: { error: { type: 'Exception', message, code } },
});

describe('the contract', () => {
  sourceSuite(
    { test },
    {
      create: (baseUrl, more) => createDeezerSource({ baseUrl, ...more }),
      query,
      routes: [
        { on: ({ path }) => path.startsWith('/search/album'), answers: { body: { data: [hit] } } },
        { on: '/album/302127', answers: { body: album } },
      ],
      misses: [{ body: { data: [], total: 0 } }],
      faults: [
        { answer: error(4, 'Quota limit exceeded'), code: 'quota' },
        { answer: error(700, 'Service busy'), code: 'network' },
        { answer: error(600, 'Query invalid'), code: 'bad-response' },
        { answer: { status: 403, body: '<html>Forbidden</html>' }, code: 'quota' },
        { answer: { status: 403, body: { error: 'Forbidden' } }, code: 'quota' },
        { answer: { status: 500, body: { error: 'Internal' } }, code: 'network' },
        { answer: { body: { error: 'Maintenance' } }, code: 'bad-response' },
      ],
    },
  );
});

async function setup(search: ReplayAnswer, look: ReplayAnswer = { body: album }) {
  const bench = await createPluginBench();
  onTestFinished(() => bench.close());
  bench.routes([
    { on: ({ path }) => path.startsWith('/search/album'), answers: search },
    { on: ({ path }) => path.startsWith('/album/'), answers: look },
  ]);
  const source = createDeezerSource({ baseUrl: bench.server.baseUrl });
  const ctx = bench.context(source);
  const find = (asked: Query = query) => source.find(asked, ctx);
  const lookUp = async () => {
    const [first] = await find();
    if (!first) throw new Error('nothing found');
    return source.describe?.(first, ctx);
  };
  return { bench, find, lookUp };
}

test('a recorded search gives albums with what it knows of them', async (context) => {
  const recorded = await recordedAnswer('deezer/search-albums.yaml');
  if (!recorded.found) return context.skip(recorded.reason);
  const { find } = await setup({ body: recorded.body });
  const found = await find();
  expect(found.length).toBeGreaterThan(5);
  expect(found[0]).toMatchObject({ creators: ['Daft Punk'], claims: [], types: ['album'] });
});

test('a recorded album brings its genre, cover, tracks and barcode', async (context) => {
  const recorded = await recordedAnswer('deezer/album.yaml');
  if (!recorded.found) return context.skip(recorded.reason);
  const { lookUp } = await setup({ body: { data: [hit] } }, { body: recorded.body });
  const described = await lookUp();
  expect(described).toMatchObject({
    id: '302127',
    year: 2001,
    durationSeconds: 3660,
    ids: { barcode: '724384960650' },
    claims: [
      { field: 'genre', value: 'Dance', strength: 0.6, level: 'release' },
      { field: 'picture', value: expect.stringMatching(/\/1000x1000-/), level: 'release' },
    ],
  });
  expect(described?.tracks).toHaveLength(14);
  expect(described?.tracks?.[0]).toMatchObject({ title: 'One More Time', durationSeconds: 320 });
});

test('a recorded "no data" inside a 200 leaves the candidate as it was', async (context) => {
  const recorded = await recordedAnswer('deezer/album-no-data-200.yaml');
  if (!recorded.found) return context.skip(recorded.reason);
  const { lookUp } = await setup({ body: { data: [hit] } }, { body: recorded.body });
  expect(await lookUp()).toMatchObject({ id: '302127', claims: [] });
});

test('quotation marks cannot break out of the phrase', async () => {
  const { bench, find } = await setup({ body: { data: [] } });
  await find({ ...query, title: 'The "Best" of' });
  const asked = new URL(bench.server.calls[0]?.path ?? '', 'http://x').searchParams.get('q');
  expect(asked).toBe('artist:"Daft Punk" album:"The  Best  of"');
});

test('genre names are asked for in English', async () => {
  const { bench, find } = await setup({ body: { data: [] } });
  await find();
  expect(bench.server.calls[0]?.headers['accept-language']).toBe('en');
});

test('an album without a picture has an address without a name, and that is none', async () => {
  const cover_xl = 'https://cdn-images.dzcdn.net/images/cover//1000x1000-000000-80-0-0.jpg';
  const { lookUp } = await setup({ body: { data: [hit] } }, { body: { ...album, cover_xl } });
  expect((await lookUp())?.claims.map(({ field }) => field)).toEqual(['genre']);
});
