import type { Query } from '@earmark/core';
import {
  createPluginBench,
  misbehaviours,
  type ReplayAnswer,
  recordedAnswer,
  sourceSuite,
} from '@earmark/testkit';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createDiscogsSource } from './index.ts';

const token = 't0ken-of-somebody';
const query: Query = { kind: 'album', title: 'Kind of Blue', creators: ['Miles Davis'] };
const hit = {
  id: 1,
  type: 'release',
  master_id: 5460,
  title: 'Miles Davis (2) - Kind Of Blue',
  year: '1959',
  label: ['Columbia'],
  format: ['Vinyl', 'LP', 'Album'],
  genre: ['Jazz'],
  style: ['Modal'],
  uri: '/release/1-Kind-Of-Blue',
};
const master = {
  id: 5460,
  title: 'Kind Of Blue',
  year: 1959,
  artists: [{ name: 'Miles Davis (2)' }],
  genres: ['Jazz'],
  styles: ['Modal'],
  tracklist: [
    { position: '', type_: 'heading', title: 'Side one' },
    { position: 'A1', type_: 'track', title: 'So What', duration: '9:22' },
    { position: 'A2', type_: 'track', title: 'Freddie Freeloader', duration: '' },
  ],
};
const routesOf = (search: ReplayAnswer, look: ReplayAnswer) => [
  { on: ({ path }: { readonly path: string }) => path.startsWith('/database/'), answers: search },
  {
    on: ({ path }: { readonly path: string }) => /^\/(masters|releases)\//.test(path),
    answers: look,
  },
];

describe('the contract', () => {
  sourceSuite(
    { test },
    {
      create: (baseUrl, more) => createDiscogsSource({ token, baseUrl, ...more }),
      query,
      routes: routesOf({ body: { results: [hit] } }, { body: master }),
      misses: [{ body: { pagination: { items: 0 }, results: [] } }],
      secrets: [token],
    },
  );
});

async function setup(search: ReplayAnswer, look: ReplayAnswer = { body: master }) {
  const bench = await createPluginBench();
  onTestFinished(() => bench.close());
  bench.routes(routesOf(search, look));
  const source = createDiscogsSource({ token, baseUrl: bench.server.baseUrl });
  const ctx = bench.context(source);
  const find = (asked: Query = query) => source.find(asked, ctx);
  const lookUp = async () => {
    const [first] = await find();
    if (!first) throw new Error('nothing found');
    return source.describe?.(first, ctx);
  };
  return { bench, find, lookUp };
}

test('a hit is read: year as text, sign and number of the artist gone, its master in its place', async () => {
  const { find } = await setup({
    body: { results: [hit, { ...hit, id: 2 }, { ...hit, id: 9, type: 'label' }] },
  });
  expect(await find()).toEqual([
    {
      id: 'master/5460',
      title: 'Kind Of Blue',
      creators: ['Miles Davis'],
      year: 1959,
      label: 'Columbia',
      types: ['album'],
      url: 'https://www.discogs.com/release/1-Kind-Of-Blue',
      ids: { 'discogs-master': '5460' },
      claims: [
        { field: 'genre', value: 'Modal', strength: 1, level: 'release' },
        { field: 'genre', value: 'Jazz', strength: 0.5, level: 'release' },
      ],
    },
  ]);
});

test('the look-up counts tracks, not headings', async () => {
  const { lookUp, bench } = await setup({ body: { results: [hit] } });
  expect(await lookUp()).toMatchObject({
    year: 1959,
    creators: ['Miles Davis'],
    tracks: [
      { position: 1, title: 'So What', durationSeconds: 562 },
      { position: 2, title: 'Freddie Freeloader' },
    ],
  });
  expect(bench.server.calls[1]?.path).toBe('/masters/5460');
});

test('the picture that members chose as the front is shown, where there is an address', async () => {
  const uri = 'https://i.discogs.com/a.jpeg';
  const images = [
    { type: 'secondary', uri: 'https://i.discogs.com/b.jpeg' },
    { type: 'primary', uri },
  ];
  const shown = async (all: readonly object[]) => {
    const { lookUp } = await setup(
      { body: { results: [hit] } },
      { body: { ...master, images: all } },
    );
    const claims = (await lookUp())?.claims ?? [];
    return claims.filter(({ field }) => field === 'picture').map(({ value }) => value);
  };
  expect(await shown(images)).toEqual([uri]);
  expect(await shown([{ type: 'primary', uri: '' }])).toEqual([]);
});

test('who composed all of it is said, of the whole or of every track alike', async () => {
  const by = (role: string, name = 'Miles Davis (3)', tracks = '') => ({ name, role, tracks });
  const composers = async (more: object) => {
    const { lookUp } = await setup({ body: { results: [hit] } }, { body: { ...master, ...more } });
    const claims = (await lookUp())?.claims ?? [];
    return claims.filter(({ field }) => field === 'composer').map(({ value }) => value);
  };
  const tracks = (...credits: readonly object[]) => ({
    tracklist: credits.map((each) => ({ title: 'So What', type_: 'track', extraartists: [each] })),
  });
  expect(
    await composers({ extraartists: [by('Producer, Written-By'), by('Lyrics By', 'Eve')] }),
  ).toEqual(['Miles Davis']);
  expect(await composers({ extraartists: [by('Composed By', 'Eve', 'A1')] })).toEqual([]);
  expect(await composers(tracks(by('Music By [All]'), by('Music By')))).toEqual(['Miles Davis']);
  expect(await composers(tracks(by('Music By'), by('Music By', 'Bill Evans')))).toEqual([]);
});

test('the token goes into a header, and the answer says who asks', async () => {
  const { bench, find } = await setup({ body: { results: [] } });
  await find();
  const [call] = bench.server.calls;
  expect(call?.path).not.toContain(token);
  expect(call?.headers).toMatchObject({
    authorization: `Discogs token=${token}`,
    'user-agent': 'Earmark/0.1',
  });
});

test('without a token that it takes, Discogs is off', async (context) => {
  const recorded = await recordedAnswer('discogs/error-401.json');
  if (!recorded.found) return context.skip(recorded.reason);
  const { find } = await setup({ status: 401, body: recorded.body });
  await expect(find()).rejects.toMatchObject({ code: 'auth' });
});

test('too many requests is told with its pause', async () => {
  const { find } = await setup(misbehaviours.tooMany(60));
  await expect(find()).rejects.toMatchObject({ code: 'quota', retryAfterMs: 60_000 });
});

test('a recorded search keeps works apart, whatever signs their artists carry', async (context) => {
  const recorded = await recordedAnswer('discogs/search-release-envelope.json');
  if (!recorded.found) return context.skip(recorded.reason);
  const { body } = recorded.body as { readonly body: unknown };
  const found = await (await setup({ body })).find();
  expect(found.length).toBeGreaterThan(10);
  expect(found.flatMap(({ creators }) => creators).join(' ')).not.toMatch(/\*| \(\d+\)/);
  expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
});

test('a recorded search of another age is read too, its artists and labels left out', async (context) => {
  const recorded = await recordedAnswer('discogs/search-old-shape.json');
  if (!recorded.found) return context.skip(recorded.reason);
  const found = await (await setup({ body: recorded.body })).find();
  expect(found[0]).toMatchObject({ title: 'Icarus', year: 2008, label: '8bitpeoples' });
  expect(found.every(({ id }) => /^(master|release)\/\d+$/.test(id))).toBe(true);
});

test.for<readonly [string, readonly string[], string | undefined]>([
  ['discogs/master.json', ['Black Metal'], 'Rock'],
  ['discogs/release.json', ['Euro-Disco'], 'Electronic'],
  ['discogs/master-old-shape.json', [], undefined],
  ['discogs/release-old-shape.json', [], undefined],
  ['discogs/release-many-styles.json', ['Bass Music', 'Techno', 'Dubstep'], 'Electronic'],
])(
  '%s is read: its styles in full, its genres as families',
  async ([name, styles, family], context) => {
    const recorded = await recordedAnswer(name);
    if (!recorded.found) return context.skip(recorded.reason);
    const { lookUp } = await setup({ body: { results: [hit] } }, { body: recorded.body });
    const described = await lookUp();
    const claims = described?.claims ?? [];
    const strong = claims.filter(({ strength }) => strength === 1).map(({ value }) => value);
    expect(strong).toEqual(expect.arrayContaining([...styles]));
    if (family)
      expect(claims).toContainEqual(expect.objectContaining({ value: family, strength: 0.5 }));
    expect(described?.tracks?.length).toBeGreaterThan(0);
  },
);

test('various artists are asked for as Discogs calls them', async () => {
  const { bench, find } = await setup({ body: { results: [] } });
  await find({ ...query, creators: ['Various Artists'] });
  expect(bench.server.calls[0]?.path).toContain('artist=Various&');
});
