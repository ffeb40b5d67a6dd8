import type { Query } from '@earmark/core';
import {
  createPluginBench,
  type ReplayAnswer,
  recordedAnswer,
  sourceSuite,
} from '@earmark/testkit';
import { describe, expect, onTestFinished, test } from 'vitest';
import { faultOf, untilPacificMidnight } from './faults.ts';
import { createGoogleBooksSource } from './index.ts';

const apiKey = 'AIzaSyntheticKeyOfThisTest0123456789';
const query: Query = { kind: 'book', title: 'Dune', creators: ['Frank Herbert'] };
const syntheticVolume = {
  id: 'B1',
  volumeInfo: {
    title: 'Dune',
    authors: ['Frank Herbert'],
    publisher: '"Ace"',
    publishedDate: '1990-09-01',
    description: 'Cut off here…',
    industryIdentifiers: [
      { type: 'OTHER', identifier: 'UOM:1' },
      { type: 'ISBN_10', identifier: '0441172717' },
    ],
    categories: ['Fiction'],
    language: 'en',
  },
};
const wholeVolume = {
  ...syntheticVolume,
  volumeInfo: {
    ...syntheticVolume.volumeInfo,
    title: 'Another edition',
    description: '<p>All of it.</p>',
    categories: ['Fiction / Science Fiction / General'],
  },
};
const error = (status: number, reason: string, more: object = {}): ReplayAnswer => ({
  status,
  body: { error: { code: status, message: 'no', errors: [{ reason }], ...more } },
});
const isSearch = ({ path }: { readonly path: string }) => path.includes('/volumes?');
const isLookUp = ({ path }: { readonly path: string }) => path.includes('/volumes/');
const routes = [
  { on: isSearch, answers: { body: { totalItems: 1, items: [syntheticVolume] } } },
  { on: isLookUp, answers: { body: wholeVolume } },
];

describe('the contract', () => {
  sourceSuite(
    { test },
    {
      create: (baseUrl, more) => createGoogleBooksSource({ apiKey, baseUrl, ...more }),
      query,
      routes,
      misses: [{ body: { kind: 'books#volumes', totalItems: 0 } }],
      faults: [
        { answer: error(403, 'userRateLimitExceeded'), code: 'quota' },
        { answer: error(403, 'dailyLimitExceeded'), code: 'quota' },
        { answer: error(400, 'keyInvalid'), code: 'auth' },
        { answer: error(403, 'accessNotConfigured'), code: 'auth' },
        { answer: error(403, 'unknownLocation'), code: 'config' },
        { answer: error(503, 'backendFailed'), code: 'network' },
      ],
      secrets: [apiKey],
    },
  );
});

async function setup(items: readonly object[] = [syntheticVolume]) {
  const bench = await createPluginBench();
  onTestFinished(() => bench.close());
  bench.routes(routes);
  bench.routes([{ on: isSearch, answers: { body: { totalItems: items.length, items } } }]);
  const source = createGoogleBooksSource({ apiKey, baseUrl: bench.server.baseUrl });
  const ctx = bench.context(source, { timeoutMs: 10_000 });
  return { bench, source, ctx };
}

test('the search finds, the volume completes, and the title that was found stays', async () => {
  const { source, ctx, bench } = await setup();
  const [found] = await source.find(query, ctx);
  expect(found).toMatchObject({ year: 1990, publisher: 'Ace', ids: { isbn13: '9780441172719' } });
  expect(found?.claims.map(({ field }) => field)).toEqual(['isbn', 'genre']);
  const whole = found && (await source.describe?.(found, ctx));
  expect(whole?.title).toBe('Dune');
  expect(whole?.claims.map(({ field, value }) => [field, value])).toEqual([
    ['description', '<p>All of it.</p>'],
    ['isbn', '9780441172719'],
    ['genre', 'Fiction'],
    ['genre', 'Science Fiction'],
  ]);
  const asked = new URL(bench.server.calls[0]?.path ?? '', 'http://x').searchParams;
  expect(asked.get('q')).toBe('intitle:"Dune" inauthor:"Frank Herbert"');
  expect(asked.get('country')).toBe('US');
});

test('books about the book are left out, unless that is what is looked for', async () => {
  const summary = { id: 'S', volumeInfo: { title: 'Summary of Dune', authors: ['BookRags'] } };
  const { source, ctx } = await setup([summary, syntheticVolume]);
  expect((await source.find(query, ctx)).map(({ id }) => id)).toEqual(['B1']);
  const found = await source.find({ ...query, title: 'Summary of Dune' }, ctx);
  expect(found.map(({ id }) => id)).toEqual(['S']);
});

test('a number is asked for first, then title and author, and never a third time', async () => {
  const { source, ctx, bench } = await setup([]);
  const ids = { isbn13: '978-0-441-17271-9' };
  expect(await source.find({ ...query, ids }, ctx)).toEqual([]);
  const asked = bench.server.calls.map(({ path }) =>
    new URL(path, 'http://x').searchParams.get('q'),
  );
  expect(asked).toEqual(['isbn:9780441172719', 'intitle:"Dune" inauthor:"Frank Herbert"']);
});

test('one word without an author is not searched for, nor a number that is none', async () => {
  const { source, ctx, bench } = await setup();
  expect(await source.find({ ...query, creators: [], ids: { isbn13: '123' } }, ctx)).toEqual([]);
  expect(bench.server.calls).toEqual([]);
});

test('the recorded end of a day’s quota waits for midnight at the Pacific', async (context) => {
  const recorded = await recordedAnswer('googlebooks/error-429-daily-quota.json');
  if (!recorded.found) return context.skip(recorded.reason);
  const now = Date.UTC(2026, 5, 1, 12, 0, 0);
  expect(faultOf(recorded.body, now)).toMatchObject({
    code: 'quota',
    retryAfterMs: 19 * 3_600_000,
  });
  expect(untilPacificMidnight(Date.UTC(2026, 0, 1, 8, 0, 1))).toBe(86_399_000);
});

test('recorded searches are understood', async (context) => {
  for (const name of ['volumes-search', 'volumes-by-isbn']) {
    const recorded = await recordedAnswer(`googlebooks/${name}.json`);
    if (!recorded.found) return context.skip(recorded.reason);
    const { source, ctx, bench } = await setup();
    bench.always({ body: recorded.body });
    const found = await source.find(query, ctx);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ title }) => title !== '')).toBe(true);
  }
});
