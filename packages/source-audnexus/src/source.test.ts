import type { Query } from '@earmark/core';
import { createPluginBench, type ReplayRoute, sourceSuite } from '@earmark/testkit';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type AudnexusOptions, createAudnexusSource } from './index.ts';

const query: Query = { kind: 'book', title: 'Dune', creators: ['Frank Herbert'] };
const syntheticBook = {
  asin: 'B002V1OF70',
  title: 'Dune',
  subtitle: 'Book One',
  authors: [{ asin: 'A', name: 'Frank Herbert' }, { name: 'Ken Liu - translator' }],
  narrators: [{ name: 'Scott Brick' }, { name: 'Orlagh Cassidy' }],
  publisherName: 'Macmillan Audio',
  releaseDate: '2006-12-31T00:00:00.000Z',
  runtimeLengthMin: 1262,
  language: 'english',
  formatType: 'unabridged',
  isbn: '9780441172719',
  genres: [
    { asin: '1', name: 'Science Fiction', type: 'genre' },
    { asin: '2', name: 'Classics', type: 'tag' },
  ],
  seriesPrimary: { asin: 'S', name: 'Dune', position: '1, Dramatized Adaptation' },
  summary: '<p>Sand.</p>',
};
const syntheticChapters = {
  isAccurate: true,
  runtimeLengthMs: 75_720_500,
  brandIntroDurationMs: 2_043,
  brandOutroDurationMs: 5_061,
  chapters: [
    { startOffsetMs: 0, title: 'Opening' },
    { startOffsetMs: 61_500, title: 'Chapter 1' },
  ],
};
const failure = (status: number, code: string, details?: object) => ({
  status,
  body: { error: { code, message: 'no', details } },
});
const routes: readonly ReplayRoute[] = [
  { on: ({ path }) => path.includes('/books/search?'), answers: { body: [syntheticBook] } },
  { on: ({ path }) => path.includes('/books/B002V1OF70?'), answers: { body: syntheticBook } },
  { on: ({ path }) => path.includes('/chapters?'), answers: { body: syntheticChapters } },
];

describe('the contract', () => {
  sourceSuite(
    { test },
    {
      create: (baseUrl, more) => createAudnexusSource({ baseUrl, chapters: true, ...more }),
      query,
      routes,
      misses: [{ body: [] }, failure(404, 'NOT_FOUND'), failure(404, 'REGION_UNAVAILABLE')],
      faults: [
        { answer: failure(429, 'RATE_LIMIT_EXCEEDED', { retryAfterSeconds: 9 }), code: 'quota' },
        { answer: failure(400, 'VALIDATION_ERROR'), code: 'bad-response' },
      ],
    },
  );
});

async function setup(options: Partial<AudnexusOptions> = {}) {
  const bench = await createPluginBench();
  onTestFinished(() => bench.close());
  bench.routes(routes);
  const source = createAudnexusSource({ baseUrl: bench.server.baseUrl, ...options });
  const ctx = bench.context(source, { timeoutMs: 10_000 });
  return { bench, source, ctx };
}

test('an ASIN is one request, and a search tells all of its books', async () => {
  const { source, ctx, bench } = await setup();
  const [byNumber] = await source.find({ ...query, ids: { asin: 'b002v1of70' } }, ctx);
  expect(bench.server.calls).toHaveLength(1);
  const [found] = await source.find(query, ctx);
  expect(found).toEqual(byNumber);
  expect(found).toMatchObject({
    title: 'Dune: Book One',
    creators: ['Frank Herbert'],
    narrators: ['Scott Brick', 'Orlagh Cassidy'],
    series: [{ name: 'Dune', sequence: '1' }],
    durationSeconds: 75_720,
    ids: { asin: 'B002V1OF70', isbn13: '9780441172719' },
  });
  expect(found?.claims.map(({ field, value }) => `${field} ${value}`)).toEqual([
    'asin B002V1OF70',
    'description <p>Sand.</p>',
    'subtitle Book One',
    'isbn 9780441172719',
    'genre Science Fiction',
    'tag Classics',
  ]);
});

test('a shop that does not sell it is no miss: the next is asked, in the user’s order', async () => {
  const { source, ctx, bench } = await setup({ regions: ['uk', 'us'] });
  bench.routes([
    { on: ({ path }) => path.includes('region=uk'), answers: failure(404, 'REGION_UNAVAILABLE') },
  ]);
  expect(await source.find({ ...query, ids: { asin: 'B002V1OF70' } }, ctx)).toHaveLength(1);
  const asked = bench.server.calls.map(({ path }) => /region=(\w+)/.exec(path)?.[1]);
  expect(asked).toEqual(['uk', 'us']);
});

test('chapters come with the length they belong to, and without times where Audible is not sure of them', async () => {
  const { source, ctx, bench } = await setup({ chapters: true });
  const [found] = await source.find(query, ctx);
  const whole = found && (await source.describe?.(found, ctx));
  expect(whole?.durationSeconds).toBe(75_720.5);
  expect(
    whole?.claims.filter(({ field }) => field === 'chapter').map(({ value }) => value),
  ).toEqual(['0 Opening', '61.5 Chapter 1']);
  bench.always({ body: { ...syntheticChapters, isAccurate: false } });
  const other = await setup({ chapters: true });
  other.bench.always({ body: { ...syntheticChapters, isAccurate: false } });
  const unsure = found && (await other.source.describe?.(found, other.ctx));
  expect(unsure?.durationSeconds).toBe(found?.durationSeconds);
  const chapters = unsure?.claims.filter(({ field }) => field.startsWith('chapter'));
  expect(chapters?.map(({ field, value }) => [field, value])).toEqual([
    ['chaptertitle', 'Opening'],
    ['chaptertitle', 'Chapter 1'],
  ]);
});

test('abridged is said only where the shop says it', async () => {
  const { source, ctx, bench } = await setup();
  bench.always({ body: [{ ...syntheticBook, formatType: 'abridged' }] });
  const [found] = await source.find(query, ctx);
  expect(found?.claims).toContainEqual(expect.objectContaining({ field: 'abridged', value: '1' }));
});
