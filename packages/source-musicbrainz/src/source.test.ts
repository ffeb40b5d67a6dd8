import { readFileSync } from 'node:fs';
import type { Query } from '@earmark/core';
import {
  createPluginBench,
  misbehaviours,
  type ReplayRequest,
  type ReplayRoute,
  recordedAnswer,
  sourceSuite,
} from '@earmark/testkit';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createMusicBrainzSource, type MusicBrainzOptions } from './index.ts';

const fixture = (name: string): unknown =>
  JSON.parse(
    readFileSync(new URL(`./__fixtures__/synthetic-${name}.json`, import.meta.url), 'utf8'),
  );
const group = fixture('release-group');
const artist = fixture('artist');
const known = '11111111-0000-4000-8000-000000000001';
const query: Query = {
  kind: 'album',
  title: 'Kind of Blue',
  creators: ['Miles Davis'],
  trackCount: 5,
};

const routesOf = (answers: Readonly<Record<string, ReplayRoute['answers']>>) =>
  Object.entries(answers).map(([path, answer]) => ({
    on: ({ path: asked }: ReplayRequest) => new URL(asked, 'http://x').pathname === `/ws/2/${path}`,
    answers: answer,
  }));
const create = (baseUrl: string, more: object = {}) =>
  createMusicBrainzSource({
    contact: 'test@example.org',
    baseUrl: `${baseUrl}/ws/2`,
    requestsPerSecond: 1000,
    ...more,
  });

async function setup(answers: Readonly<Record<string, ReplayRoute['answers']>>) {
  const bench = await createPluginBench();
  onTestFinished(() => bench.close());
  bench.routes(routesOf(answers));
  const source = create(bench.server.baseUrl);
  return { server: bench.server, source, ctx: bench.context(source) };
}

const nothing = { release: { body: { releases: [] } }, artist: { body: { artists: [] } } };
const release = (more: object) => ({
  id: 'r1',
  score: 98,
  title: 'Kind of Blue',
  'artist-credit': [{ name: 'Miles Davis', artist: { id: 'a1', name: 'Miles Davis' } }],
  'release-group': { id: 'g1', 'primary-type': 'Album' },
  ...more,
});

describe('the contract', () => {
  sourceSuite(
    { test },
    {
      create,
      query,
      routes: routesOf({
        release: { body: { releases: [release({})] } },
        'release-group/g1': { body: { ...(group as object), genres: [], tags: [] } },
        'artist/22222222-0000-4000-8000-000000000001': { body: artist },
      }),
      misses: [{ body: { count: 0, releases: [], artists: [] } }],
      faults: [
        {
          answer: { status: 503, body: { error: 'Your requests are exceeding the rate limit.' } },
          code: 'quota',
        },
        { answer: { status: 400, body: { error: 'x is not a valid inc' } }, code: 'bad-response' },
      ],
    },
  );
});

test('the editions of a recorded search become one candidate a release group', async (context) => {
  const recorded = await recordedAnswer('musicbrainz/release-search.json');
  if (!recorded.found) return context.skip(recorded.reason);
  const { source, ctx, server } = await setup({ release: { body: recorded.body } });
  const candidates = await source.find({ ...query, title: 'Drivers License' }, ctx);
  expect(candidates[0]).toMatchObject({
    id: 'bdf9ded2-1fee-457b-9287-bca12a3662ea',
    title: 'Drivers License',
    creators: ['Claire Annabeth'],
    searchScore: 1,
    types: ['single'],
    trackCount: 1,
  });
  expect(new Set(candidates.map(({ id }) => id)).size).toBe(candidates.length);
  expect(server.calls).toHaveLength(1);
});

test('a recorded answer with a huge count is read like any other', async (context) => {
  const recorded = await recordedAnswer('musicbrainz/release-search-huge-count.json');
  if (!recorded.found) return context.skip(recorded.reason);
  const { source, ctx } = await setup({ release: { body: recorded.body } });
  expect(await source.find(query, ctx)).toHaveLength(1);
});

test('the edition with our number of tracks speaks for its release group, the earliest year is its year', async () => {
  const editions = [
    release({ id: 'r1', date: '1997', 'track-count': 6, country: 'US' }),
    release({ id: 'r2', date: '1959-08-17', 'track-count': 5, country: 'GB' }),
  ];
  const { source, ctx } = await setup({ release: { body: { releases: editions } } });
  expect(await source.find(query, ctx)).toMatchObject([
    { id: 'g1', trackCount: 5, year: 1959, country: 'GB', ids: { 'musicbrainz-release': 'r2' } },
  ]);
});

test('the date and the catalogue number of the edition are told, and outlast the look-up', async () => {
  const edition = release({
    date: '1959-08-17',
    'label-info': [{ label: { name: 'Columbia' } }, { 'catalog-number': 'CL 1355' }],
  });
  const { source, ctx } = await setup({
    release: { body: { releases: [edition] } },
    'release-group/g1': { body: group },
  });
  const [candidate] = await source.find(query, ctx);
  if (!candidate) throw new Error('nothing found');
  const { claims } = await (source.describe?.(candidate, ctx) ?? candidate);
  expect(claims.map(({ field, value }) => [field, value])).toEqual([
    ['date', '1959-08-17'],
    ['catalognumber', 'CL 1355'],
    ['genre', 'modal jazz'],
    ['genre', 'jazz'],
  ]);
});

test('describing asks the release group once and weighs its genres by their votes', async () => {
  const { source, ctx, server } = await setup({
    release: { body: { releases: [release({})] } },
    'release-group/g1': { body: group },
  });
  const [candidate] = await source.find(query, ctx);
  if (!candidate) throw new Error('nothing found');
  const { claims, year } = await (source.describe?.(candidate, ctx) ?? candidate);
  expect(year).toBe(1959);
  expect(claims.map(({ value, level }) => [value, level])).toEqual([
    ['modal jazz', 'release-group'],
    ['jazz', 'release-group'],
  ]);
  // A plus between the words, as the documentation has it: an encoded plus would be one unknown word.
  expect(server.calls[1]?.path).toContain('inc=artist-credits+genres+tags');
  expect(claims[0]?.strength).toBeGreaterThan(claims[1]?.strength ?? 1);
  expect(server.calls).toHaveLength(2);
});

test('where the release group has no genres, the artist is asked, as weaker evidence, and once for all albums', async () => {
  const { source, ctx, server } = await setup({
    release: {
      body: { releases: [release({}), release({ id: 'r9', 'release-group': { id: 'g9' } })] },
    },
    'release-group/g1': { body: { ...(group as object), genres: [], tags: [] } },
    'release-group/g9': { body: { ...(group as object), genres: [], tags: null } },
    'artist/22222222-0000-4000-8000-000000000001': { body: artist },
  });
  for (const candidate of await source.find(query, ctx)) {
    const { claims } = await (source.describe?.(candidate, ctx) ?? candidate);
    expect(claims).toMatchObject([{ value: 'jazz', level: 'artist' }]);
  }
  expect(server.calls.filter(({ path }) => path.includes('/artist/'))).toHaveLength(1);
});

test('an identifier in the tags spares the search', async () => {
  const { source, ctx, server } = await setup({ [`release-group/${known}`]: { body: group } });
  const ids = { 'musicbrainz-release-group': known };
  expect(await source.find({ ...query, ids }, ctx)).toMatchObject([
    { title: 'Kind of Blue', year: 1959 },
  ]);
  expect(server.calls).toHaveLength(1);
});

test('an identifier that MusicBrainz does not know any more falls back to the search', async () => {
  const { source, ctx } = await setup({
    [`release-group/${known}`]: { status: 404, body: { error: 'Not Found' } },
    release: { body: { releases: [release({})] } },
  });
  const ids = { 'musicbrainz-release-group': known };
  expect(await source.find({ ...query, ids }, ctx)).toMatchObject([{ id: 'g1' }]);
});

test('what is no identifier is not looked up: the album is searched for', async () => {
  const { source, ctx, server } = await setup({
    'release/n%2Fa': { status: 400, body: { error: 'Invalid mbid.' } },
    'release-group/unknown': { status: 400, body: { error: 'Invalid mbid.' } },
    release: { body: { releases: [release({})] } },
  });
  const ids = { 'musicbrainz-release-group': 'unknown', 'musicbrainz-release': 'n/a' };
  expect(await source.find({ ...query, ids }, ctx)).toMatchObject([{ id: 'g1' }]);
  expect(server.calls).toHaveLength(1);
});

test('an identifier of a release counts where that of its group is none', async () => {
  const edition = '33333333-0000-4000-8000-00000000000A';
  const { source, ctx } = await setup({
    [`release/${edition}`]: { body: release({ 'release-group': { id: known } }) },
    [`release-group/${known}`]: { body: group },
  });
  const ids = { 'musicbrainz-release-group': '', 'musicbrainz-release': edition };
  expect(await source.find({ ...query, ids }, ctx)).toMatchObject([{ id: known }]);
});

test('a 503 with a Retry-After is told with its pause', async () => {
  const { source, ctx } = await setup({ release: misbehaviours.unavailable(30) });
  await expect(source.find(query, ctx)).rejects.toMatchObject({
    code: 'quota',
    retryAfterMs: 30_000,
  });
});

test('every request says who asks, in JSON', async () => {
  const { source, ctx, server } = await setup(nothing);
  await source.find(query, ctx);
  expect(server.calls[0]?.headers['user-agent']).toBe('Earmark/0.1 ( test@example.org )');
  expect(server.calls[0]?.path).toContain('fmt=json');
});

test("Lucene's own characters are words again", async () => {
  const { source, ctx, server } = await setup(nothing);
  await source.find({ kind: 'album', title: 'AND (What?) [1+1]', creators: ['AC/DC'] }, ctx);
  const asked = new URL(server.calls[0]?.path ?? '', 'http://x').searchParams.get('query');
  expect(asked).toBe(String.raw`release:(and \(What\?\) \[1\+1\]) AND artist:(AC\/DC)`);
});

describe('an artist that is called otherwise there', () => {
  const ringo = {
    id: 'a9',
    name: '椎名林檎',
    'sort-name': 'Sheena, Ringo',
    score: 100,
    aliases: [{ name: 'Shiina Ringo' }],
  };
  const native = release({
    title: '無罪モラトリアム',
    'artist-credit': [{ name: '椎名林檎', artist: { id: 'a9', name: '椎名林檎' } }],
    'release-group': {
      id: 'g1',
      title: '無罪モラトリアム',
      aliases: [{ name: 'Muzai Moratorium' }],
    },
  });
  const asked = { ...query, title: 'Muzai Moratorium', creators: ['Shiina Ringo'] };

  test('is looked for by its aliases where its name finds nothing, and comes with them', async () => {
    const { source, ctx, server } = await setup({
      release: [{ body: { releases: [] } }, { body: { releases: [native] } }],
      artist: { body: { artists: [ringo] } },
    });
    expect(await source.find(asked, ctx)).toMatchObject([
      {
        id: 'g1',
        title: '無罪モラトリアム',
        aliases: {
          titles: ['Muzai Moratorium'],
          creators: ['椎名林檎', 'Ringo Sheena', 'Shiina Ringo'],
        },
      },
    ]);
    const questions = server.calls.map(({ path }) =>
      new URL(path, 'http://x').searchParams.get('query'),
    );
    expect(questions.slice(1)).toEqual([
      'artist:(Shiina~ AND Ringo~) OR alias:(Shiina~ AND Ringo~)',
      'release:(Muzai Moratorium) AND arid:(a9)',
    ]);
  });

  test.each([
    ['is known by this very name', [{ ...ringo, name: 'Shiina Ringo' }]],
    ['is only a little like it', [{ ...ringo, score: 40 }]],
    ['is not there', []],
  ])('is not looked for twice where it %s', async (_, artists) => {
    const { source, ctx, server } = await setup({ ...nothing, artist: { body: { artists } } });
    expect(await source.find(asked, ctx)).toEqual([]);
    expect(server.calls).toHaveLength(2);
  });

  test('many artists have no other name together', async () => {
    const { source, ctx, server } = await setup(nothing);
    expect(await source.find({ ...query, creators: ['Various Artists'] }, ctx)).toEqual([]);
    expect(server.calls).toHaveLength(1);
  });
});

test('without a contact the public service is not asked', () => {
  expect(() => createMusicBrainzSource({})).toThrowError(/contact/);
});

test('a mirror takes as many requests at once as its limit makes use of; the public service is asked one a second', () => {
  const limits = (options: MusicBrainzOptions) =>
    Object.values(createMusicBrainzSource(options).hosts ?? {});
  const baseUrl = 'http://mirror.example/ws/2/';
  expect(limits({ contact: 'me@example.org' })).toMatchObject([{ requests: 1, perMs: 1000 }]);
  expect(limits({ baseUrl })).toEqual([{ requests: 50, perMs: 1000, concurrency: 50 }]);
  expect(limits({ baseUrl, requestsPerSecond: 0.5 })).toEqual([{ requests: 1, perMs: 2000 }]);
});

test('a release group is meant by its id and by its address, and nothing else is', () => {
  const { idOf } = createMusicBrainzSource({ contact: 'test@example.org' });
  const id = 'b0000000-0000-4000-8000-000000000007';
  expect(idOf?.(id)).toBe(id);
  expect(idOf?.(`https://musicbrainz.org/release-group/${id}/details`)).toBe(id);
  expect(idOf?.(`https://musicbrainz.org/release/${id}`)).toBeUndefined();
  expect(idOf?.('../../me')).toBeUndefined();
});
