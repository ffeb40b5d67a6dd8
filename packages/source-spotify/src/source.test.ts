import { EarmarkError, type Query } from '@earmark/core';
import {
  createFakeClock,
  createPluginBench,
  type ReplayAnswer,
  type ReplayRoute,
  recordedAnswer,
  sourceSuite,
} from '@earmark/testkit';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createSpotifySource } from './index.ts';

const credentials = { clientId: 'app-of-somebody', clientSecret: 's3cret-of-somebody' };
const token = 't0ken-of-an-hour';
const query: Query = { kind: 'album', title: 'Discovery', creators: ['Daft Punk'] };
const artist = { id: 'artist1', name: 'Daft Punk' };
const album = { id: 'album1', name: 'Discovery', artists: [artist], release_date: '2001-03' };
const searchOf = (...items: readonly unknown[]): ReplayAnswer => ({ body: { albums: { items } } });
const tokenRoute: ReplayRoute = {
  on: '/api/token',
  method: 'POST',
  answers: { body: { access_token: token, token_type: 'Bearer', expires_in: 3600 } },
};
const premium: ReplayAnswer = {
  status: 403,
  headers: { 'content-type': 'text/plain' },
  body: 'Active premium subscription required for the owner of the app.',
};
const routesOf = (search: ReplayAnswer, look: ReplayAnswer | readonly ReplayAnswer[]) => [
  { on: ({ path }: { readonly path: string }) => path.startsWith('/v1/search'), answers: search },
  { on: '/v1/artists/artist1', answers: look },
];
const create = (baseUrl: string, more: object = {}) =>
  createSpotifySource({
    ...credentials,
    baseUrl: `${baseUrl}/v1`,
    tokenUrl: `${baseUrl}/api/token`,
    ...more,
  });

describe('the contract', () => {
  sourceSuite(
    { test },
    {
      create,
      query,
      routes: routesOf(searchOf(album), { body: { ...artist, genres: ['french house'] } }),
      preliminaries: [tokenRoute],
      misses: [searchOf(), searchOf(null)],
      faults: [
        { answer: premium, code: 'auth' },
        {
          answer: { status: 400, body: { error: { status: 400, message: 'Invalid limit' } } },
          code: 'bad-response',
        },
      ],
      secrets: [credentials.clientSecret, token],
    },
  );
});

async function setup({
  search = searchOf(album),
  look = { body: artist },
  tokens = [tokenRoute],
}: {
  readonly search?: ReplayAnswer;
  readonly look?: ReplayAnswer | readonly ReplayAnswer[];
  readonly tokens?: readonly ReplayRoute[];
} = {}) {
  const bench = await createPluginBench(tokens);
  onTestFinished(() => bench.close());
  bench.routes(routesOf(search, look));
  const source = create(bench.server.baseUrl);
  const clock = createFakeClock();
  const ctx = { ...bench.context(source), clock };
  const find = () => source.find(query, ctx);
  const lookUp = async () => {
    const [first] = await find();
    if (!first) throw new Error('nothing found');
    return source.describe?.(first, ctx);
  };
  const tokensAsked = () => bench.server.calls.filter(({ method }) => method === 'POST').length;
  return { bench, source, clock, find, lookUp, tokensAsked };
}

test('recorded albums are read, also without the fields that 2026 took away', async (context) => {
  const recorded = await recordedAnswer('spotify/new-releases.json');
  if (!recorded.found) return context.skip(recorded.reason);
  const taken = new Set(['popularity', 'available_markets', 'label', 'artists']);
  const today = JSON.parse(JSON.stringify(recorded.body), (key, value) =>
    taken.has(key) ? undefined : value,
  );
  const asItWas = await (await setup({ search: { body: recorded.body } })).find();
  const asItIs = await (await setup({ search: { body: today } })).find();
  expect(asItWas).toHaveLength(20);
  expect(asItIs.map(({ id }) => id)).toEqual(asItWas.map(({ id }) => id));
});

test('a recorded artist without genres has no opinion', async (context) => {
  const recorded = await recordedAnswer('spotify/artist.json');
  if (!recorded.found) return context.skip(recorded.reason);
  const { lookUp } = await setup({ look: { body: recorded.body } });
  expect(await lookUp()).toMatchObject({ id: 'album1', claims: [] });
});

test('an artist whose genres are missing has no opinion either', async () => {
  expect(await (await setup()).lookUp()).toMatchObject({ id: 'album1', year: 2001, claims: [] });
});

test('genres are those of the artist, all said as strongly: the list is in alphabetical order', async () => {
  const { lookUp } = await setup({ look: { body: { ...artist, genres: ['house', 'disco'] } } });
  const [first, second] = (await lookUp())?.claims ?? [];
  expect(first).toMatchObject({ value: 'house', strength: 1, level: 'artist' });
  expect(second?.strength).toBe(1);
});

test('a refusal in plain text says what to do, and is no failure to understand', async () => {
  const { find } = await setup({ search: premium });
  const error = await find().catch((thrown: unknown) => thrown);
  expect(EarmarkError.is(error, 'auth')).toBe(true);
  expect(String(error)).toMatch(/Premium/);
});

test('a search asks for ten at most', async () => {
  const { bench, find } = await setup();
  await find();
  expect(bench.server.calls.at(-1)?.path).toContain('limit=10');
});

test('one token serves all who ask until shortly before its end', async () => {
  const { clock, bench, source, tokensAsked } = await setup();
  const ask = (title: string) =>
    source.find({ ...query, title }, { ...bench.context(source), clock });
  await Promise.all([ask('One'), ask('Two'), ask('Three')]);
  await ask('Four');
  expect(tokensAsked()).toBe(1);
  await clock.advance(3_600_000);
  await ask('Five');
  expect(tokensAsked()).toBe(2);
});

test('a token that expired early is replaced once', async () => {
  const expired: ReplayAnswer = { status: 401, body: { error: { status: 401 } } };
  const { lookUp, tokensAsked } = await setup({ look: [expired, { body: artist }] });
  expect(await lookUp()).toMatchObject({ id: 'album1' });
  expect(tokensAsked()).toBe(2);
});

test('wrong credentials are told as such', async () => {
  const refused = { error: 'invalid_client', error_description: 'Invalid client secret' };
  const { find } = await setup({
    tokens: [{ ...tokenRoute, answers: { status: 400, body: refused } }],
  });
  await expect(find()).rejects.toMatchObject({
    code: 'auth',
    message: expect.stringContaining('Invalid client secret'),
  });
});

test('a stopped run does not take the token from another that waits for it', async () => {
  const { bench, source } = await setup();
  const stop = new AbortController();
  const stopped = source.find(query, bench.context(source, { signal: stop.signal }));
  const other = source.find(query, bench.context(source));
  stop.abort();
  await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
  expect(await other).toHaveLength(1);
});
