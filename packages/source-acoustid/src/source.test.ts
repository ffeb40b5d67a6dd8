import { type Query, rank, type Source } from '@earmark/core';
import {
  createPluginBench,
  type ReplayAnswer,
  type ReplayRequest,
  recordedAnswer,
  sourceSuite,
} from '@earmark/testkit';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  albumA,
  answerOf,
  bestOf,
  errorOf,
  onAlbum,
  onBestOf,
  recordingOf,
  resultOf,
} from './__tests__/answers.ts';
import { createAcoustIdSource } from './index.ts';

const apiKey = 'a-key-that-is-secret';
const lookUp = '/v2/lookup';
const on = ({ path }: ReplayRequest) => path === lookUp;

/** An album of which nothing is known but what it sounds like. */
const unnamed = (tracks: number, more: Partial<Query> = {}): Query => ({
  kind: 'album',
  title: 'New Folder',
  creators: [],
  tracks: Array.from({ length: tracks }, (_, at) => ({
    disc: 1,
    position: at + 1,
    title: `Track ${at + 1}`,
    ids: { essence: `e${at + 1}` },
  })),
  ...more,
});

/** The source after somebody has listened to the tracks. */
function create(baseUrl: string, more: object = {}): Source {
  const source = createAcoustIdSource({ apiKey, baseUrl: `${baseUrl}${lookUp}`, ...more });
  return {
    ...source,
    async find(query, ctx) {
      for (const { ids = {} } of query.tracks ?? [])
        await ctx.state.set(`fingerprint:${ids.essence}`, {
          seconds: 180,
          letters: `AQ${ids.essence}`,
        });
      return source.find(query, ctx);
    },
  };
}

async function setup(body: unknown) {
  const bench = await createPluginBench();
  onTestFinished(() => bench.close());
  bench.routes([{ on, answers: { body } }]);
  const source = create(bench.server.baseUrl);
  return { server: bench.server, source, ctx: bench.context(source) };
}

const both = answerOf(
  [resultOf(recordingOf(1, onBestOf, onAlbum))],
  [resultOf(recordingOf(2, onAlbum))],
);

describe('the contract', () => {
  const refused = (code: number, message: string): ReplayAnswer => ({
    status: 400,
    body: errorOf(code, message),
  });
  sourceSuite(
    { test },
    {
      create,
      query: unnamed(2),
      routes: [{ on, answers: { body: both } }],
      misses: [{ body: answerOf([], []) }, { body: answerOf([{ id: 'x', score: 0.99 }], []) }],
      faults: [
        { answer: refused(4, 'invalid API key'), code: 'auth' },
        { answer: refused(14, 'rate limit exceeded'), code: 'quota' },
        { answer: refused(5, 'internal error'), code: 'network' },
        { answer: refused(3, 'invalid fingerprint'), code: 'bad-response' },
      ],
      secrets: [apiKey],
    },
  );
});

test('all tracks of an album are asked about in one request, by fingerprint and length alone', async () => {
  const { source, ctx, server } = await setup(both);
  await source.find(unnamed(2), ctx);
  expect(server.calls).toHaveLength(1);
  expect(Object.fromEntries(new URLSearchParams(server.calls[0]?.body))).toEqual({
    client: apiKey,
    format: 'json',
    meta: 'recordings releasegroups',
    batch: '1',
    'duration.0': '180',
    'fingerprint.0': 'AQe1',
    'duration.1': '180',
    'fingerprint.1': 'AQe2',
  });
});

test('a set of 45 tracks needs three requests', async () => {
  const { source, ctx, server } = await setup(answerOf([]));
  expect(await source.find(unnamed(45), ctx)).toEqual([]);
  const asked = server.calls.map(({ body }) => new URLSearchParams(body));
  expect(asked.map((form) => form.get('fingerprint.0'))).toEqual(['AQe1', 'AQe21', 'AQe41']);
});

test('the release group that most tracks share comes first, with their share; one of a compilation stays behind', async () => {
  const { source, ctx } = await setup(both);
  const [first, second] = await source.find(unnamed(2), ctx);
  expect(first).toMatchObject({
    id: albumA,
    title: 'Tones',
    creators: ['The Sines'],
    ids: { 'musicbrainz-release-group': albumA },
    searchScore: 0.95,
    types: ['album'],
  });
  expect(first?.tracks).toMatchObject([
    { position: 1, title: 'Tone 1', ids: { 'musicbrainz-recording': recordingOf(1).id } },
    { position: 2, title: 'Tone 2', ids: { 'musicbrainz-recording': recordingOf(2).id } },
  ]);
  expect(second).toMatchObject({ id: bestOf, searchScore: 0.475 });
});

test('where the shares are equal, an album goes before a collection', async () => {
  const { source, ctx } = await setup(answerOf([resultOf(recordingOf(1, onBestOf, onAlbum))]));
  const found = await source.find(unnamed(1), ctx);
  expect(found.map(({ id }) => id)).toEqual([albumA, bestOf]);
});

test('a doubtful result, another length and an album that one track in ten is on are nobody', async () => {
  const recording = recordingOf(1, onAlbum);
  const none = async (tracks: number, result: object) => {
    const { source, ctx } = await setup(answerOf([result]));
    return source.find(unnamed(tracks), ctx);
  };
  expect(await none(1, { ...resultOf(recording), score: 0.4 })).toEqual([]);
  expect(await none(1, resultOf({ ...recording, duration: 240 }))).toEqual([]);
  expect(await none(10, resultOf(recording))).toEqual([]);
  expect(await none(1, resultOf({ ...recording, duration: 185 }))).toHaveLength(1);
});

test('a compilation is by various artists, unless most of its tracks are of one', async () => {
  const nameless = { ...onAlbum, artists: [] };
  const by = (number: number, name: string) => ({
    ...recordingOf(number, nameless),
    artists: [{ name }],
  });
  const { source, ctx } = await setup(answerOf([resultOf(by(1, 'A'))], [resultOf(by(2, 'B'))]));
  expect(await source.find(unnamed(2), ctx)).toMatchObject([{ creators: ['Various Artists'] }]);
});

test('tracks that were never listened to are not asked about', async () => {
  const bench = await createPluginBench();
  onTestFinished(() => bench.close());
  const source = createAcoustIdSource({ apiKey, baseUrl: bench.server.url(lookUp).href });
  expect(await source.find(unnamed(2), bench.context(source))).toEqual([]);
  expect(bench.server.calls).toEqual([]);
});

test('a recorded recording is read', async (context) => {
  const recorded = await recordedAnswer('acoustid/result-object.json');
  if (!recorded.found) return context.skip(recorded.reason);
  const result = {
    id: 'x',
    score: 0.9,
    recordings: [{ ...(recorded.body as object), duration: 180 }],
  };
  const { source, ctx } = await setup(answerOf([result]));
  expect(await source.find(unnamed(1), ctx)).toMatchObject([
    {
      id: 'c24e5416-cd2e-4cff-851b-5faa78db98a2',
      creators: ['Ed Sheeran'],
      types: ['album', 'compilation'],
      tracks: [
        { title: 'Nina', ids: { 'musicbrainz-recording': '017830c1-d1cf-46f3-8801-aaaa0a930223' } },
      ],
    },
  ]);
});

test('a wrong fingerprint never outvotes an identifier', async () => {
  const { source, ctx } = await setup(both);
  const candidates = await source.find(unnamed(2), ctx);
  const recorded = unnamed(2).tracks?.map((track, at) => ({
    ...track,
    ids: { ...track.ids, 'musicbrainz-recording': recordingOf(at + 1).id },
  }));
  const score = (query: Query) =>
    rank({ source: 'acoustid', weight: 0.6, candidates, query })[0]?.score ?? 0;
  const named = { title: 'Tones', creators: ['The Sines'], tracks: recorded ?? [] };
  expect(score(unnamed(2, named))).toBeGreaterThan(0.9);
  const ids = { 'musicbrainz-release-group': '44444444-0000-4000-8000-000000000004' };
  expect(score(unnamed(2, { tracks: recorded ?? [], ids }))).toBeLessThan(0.05);
});

test('check says which fpcalc listens, and how to get one where there is none', async () => {
  const { server, ctx } = await setup({ status: 'ok', results: [] });
  const check = (fpcalc: string) =>
    createAcoustIdSource({ apiKey, fpcalc, baseUrl: server.url(lookUp).href }).check?.(ctx);
  const [missing, service] = (await check('/nowhere/fpcalc')) ?? [];
  expect(missing).toMatchObject({ level: 'failure', fix: expect.stringContaining('chromaprint') });
  expect(service?.level).toBe('ok');
});
