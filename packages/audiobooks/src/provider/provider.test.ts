import { setImmediate } from 'node:timers/promises';
import { type Candidate, createEarmark, createMemoryStore, type Source } from '@earmark/core';
import { createFakeClock } from '@earmark/testkit';
import { expect, test } from 'vitest';
import { createBookProvider } from './provider.ts';

const edgedancer: Candidate = {
  id: 'B01N5AX61W',
  title: 'Edgedancer: From the Stormlight Archive',
  creators: ['Brandon Sanderson'],
  narrators: ['Kate Reading'],
  series: [{ name: 'The Stormlight Archive', sequence: '2.5' }],
  year: 2018,
  durationSeconds: 21_600,
  ids: { asin: 'B01N5AX61W' },
  claims: [
    { field: 'subtitle', value: 'From the Stormlight Archive', strength: 1, level: 'release' },
    { field: 'genre', value: 'Fantasy', strength: 1, level: 'release' },
  ],
};
const source = (name: string, find: Source['find']): Source => ({
  ...{ spec: 1, kind: 'source', name, answers: ['book'], limits: [], weight: 1, find },
});
async function provider(sources: readonly Source[], more = {}) {
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const clock = createFakeClock({ auto: true });
  const earmark = await createEarmark({ store: createMemoryStore({ clock }), clock, log, sources });
  const answer = createBookProvider({ earmark, ...more });
  return async (path: string, headers = {}) => {
    const response = await answer(new Request(`http://127.0.0.1${path}`, { headers }));
    return {
      status: response.status,
      body: (await response.json()) as { matches?: readonly unknown[] },
    };
  };
}
const asked = '/search?mediaType=book&query=Edgedancer&author=Brandon+Sanderson';

test('a certain book is told in the words of Audiobookshelf', async () => {
  const search = await provider([source('books', async () => [edgedancer])]);
  expect(await search(`/${asked}`)).toEqual({
    status: 200,
    body: {
      matches: [
        {
          title: 'Edgedancer',
          subtitle: 'From the Stormlight Archive',
          author: 'Brandon Sanderson',
          narrator: 'Kate Reading',
          publishedYear: '2018',
          asin: 'B01N5AX61W',
          genres: ['Fantasy'],
          series: [{ series: 'The Stormlight Archive', sequence: '2.5' }],
          duration: 360,
        },
      ],
    },
  });
});

test('a doubtful book is not told', async () => {
  const search = await provider([
    source('books', async () => [{ ...edgedancer, title: 'Warbreaker', claims: [] }]),
  ]);
  expect((await search(asked)).body).toEqual({ matches: [] });
});

test('a source that fails, and one that never answers, cost only their own answers', async () => {
  const late = new AbortController();
  const search = await provider(
    [
      source('books', async () => [edgedancer]),
      source('broken', async () => Promise.reject(new Error('synthetic'))),
      source('slow', async (_, { signal }) => {
        for (let turn = 0; turn < 50; turn++) await setImmediate();
        late.abort();
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        });
      }),
    ],
    { deadline: () => late.signal },
  );
  expect((await search(asked)).body.matches).toHaveLength(1);
});

test('an ASIN that is typed as the title is looked up as one', async () => {
  const queries: unknown[] = [];
  const books = source('books', async ({ ids }) => {
    queries.push(ids);
    return [edgedancer];
  });
  const search = await provider([books]);
  expect((await search('/search?query=B01N5AX61W')).body.matches).toHaveLength(1);
  expect(queries).toEqual([{ asin: 'B01N5AX61W' }]);
});

test('with a key, who does not send it is refused', async () => {
  const search = await provider([], { key: 'synthetic-key' });
  expect((await search(asked)).status).toBe(401);
  expect(await search(asked, { authorization: 'synthetic-key' })).toMatchObject({ status: 200 });
  expect((await search('/other')).status).toBe(404);
});

test('a title without an author is certain where two sources mean the same author, and else nothing', async () => {
  const title = 'Project Hail Mary';
  const by = (name: string, ...authors: readonly string[]) =>
    source(name, async () =>
      authors.map((author) => ({ id: `${name} ${author}`, title, creators: [author], claims: [] })),
    );
  const told = async (...sources: readonly Source[]) =>
    (await (await provider(sources))('/search?query=Project+Hail+Mary')).body.matches?.length;
  expect(await told(by('a', 'Andy Weir'), by('b', 'Andy Weir'))).toBe(2);
  expect(await told(by('a', 'Andy Weir'))).toBe(0);
  expect(await told(by('a', 'Andy Weir'), by('b', 'Ann Other'))).toBe(0);
  expect(await told(by('a', 'Andy Weir', 'Ann Other'), by('b', 'Andy Weir'))).toBe(0);
});
