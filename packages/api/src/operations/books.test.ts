import { createBookHistory, createBookRecords, type OfferRecord } from '@earmark/audiobooks';
import { pipeline, type Recipe, systemClock } from '@earmark/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHouse, type House } from '../__tests__/house.ts';

const recipe = (name: string): Recipe => ({
  name,
  pipeline: () => pipeline({ name, async *start() {} }),
});
const offer = (wish: string, more: Partial<OfferRecord>): OfferRecord => ({
  id: 'o1',
  wish,
  finder: 'mam',
  offer: '77',
  title: 'Edgedancer',
  creators: ['Brandon Sanderson'],
  narrators: ['Kate Reading'],
  series: [],
  formats: ['m4b'],
  free: true,
  score: 0.97,
  fits: true,
  why: [],
  seenAt: 1,
  ...more,
});

let house: House;
let key: string;
beforeAll(async () => {
  house = await createHouse({
    recipes: [recipe('books'), recipe('books-downloads'), recipe('books-search')],
  });
  ({ key } = await house.setUp());
});
afterAll(() => house.close());
const shelves = async (account = 'default') =>
  createBookRecords((await house.earmark.shared()).records, account, systemClock);
const read = async (path: string) => (await house.ask(path, { key })).json();

test('a wish is made once, has its offers beside each other, and an explicit yes downloads one', async () => {
  const body = { title: 'Edgedancer', creators: ['Brandon Sanderson'] };
  const made = await house.ask('/api/books/wishes', { key, body });
  expect(made.status).toBe(201);
  const { id } = (await made.json()) as { readonly id: string };
  await house.ask('/api/books/wishes', { key, body });
  expect(await read('/api/books/wishes')).toMatchObject({ items: [{ id, status: 'open' }] });

  const { offers } = await shelves();
  await offers.put('o1', offer(id, { score: 0.93, extra: { link: 'secret' } }));
  await offers.put(
    'o2',
    offer(id, { id: 'o2', offer: '78', score: 0.99, fits: false, why: ['too large'] }),
  );
  await offers.put('o3', offer('another', { id: 'o3' }));
  const found = (await read(`/api/books/offers?wish=${id}`)) as {
    readonly items: readonly object[];
  };
  expect(found.items).toMatchObject([{ id: 'o1' }, { id: 'o2', why: ['too large'] }]);
  expect(JSON.stringify(found)).not.toContain('secret');
  expect(await read('/api/books/offers?fits=1')).toMatchObject({ items: [{ id: 'o1' }] });

  const added = await house.ask('/api/books/offers/o1/add', { key, method: 'POST' });
  expect(added.status).toBe(202);
  expect(await added.json()).toMatchObject({
    record: { id: 'mam-77', state: 'chosen', by: 'Olga' },
    run: expect.any(String),
  });
  expect(await read('/api/books/records')).toMatchObject({
    items: [{ title: 'Edgedancer', history: [{ state: 'chosen' }] }],
  });
  expect(await read('/api/books/status')).toMatchObject({
    configured: true,
    wishes: { open: 1 },
    offers: { all: 2, fitting: 1 },
    records: { chosen: 1 },
    reviews: 0,
  });
});

test('of what waits for an answer, books alone are counted', async () => {
  const { catalogue, reviews } = await house.earmark.store();
  const kinds = ['album', 'album', 'book'] as const;
  await catalogue.apply({
    putAlbums: kinds.map((kind, index) => ({
      ...{ id: `waits-${index}`, root: 'music', folder: `waits-${index}` },
      ...{ kind, title: 'Edgedancer', creators: [] },
    })),
  });
  for (const index of kinds.keys())
    await reviews.queue({
      ...{ decision: `d-${index}`, subject: `waits-${index}`, title: 'Edgedancer' },
      ...{ field: 'genre', before: [], after: ['Fantasy'], confidence: 0.9, band: 'review' },
      ...{ queuedAt: 1, status: 'pending' },
    });
  expect(await read('/api/books/status')).toMatchObject({ reviews: 1 });
});

test('a held download goes on, and a wish is taken back', async () => {
  const { downloads } = await shelves();
  await downloads.change(
    'mam-77',
    (known) => known && { ...known, state: 'held', heldAt: 'added', reason: 'no space' },
  );
  expect(await read('/api/books/records')).toMatchObject({ items: [{ reason: 'no space' }] });
  const again = await house.ask('/api/books/records/mam-77/retry', { key, method: 'POST' });
  expect(await again.json()).toMatchObject({ record: { state: 'added' } });
  const [wish] = ((await read('/api/books/wishes')) as { items: { id: string }[] }).items;
  const gone = await house.ask(`/api/books/wishes/${wish?.id}`, { key, method: 'DELETE' });
  expect(gone.status).toBe(204);
  expect(await read('/api/books/wishes')).toEqual({ items: [] });
});

test.each([
  ['/api/books/wishes', { title: ' ' }, 400],
  ['/api/books/offers/none/add', {}, 404],
  ['/api/books/records/none/retry', {}, 404],
])('%s with %j is answered by %i', async (path, body, status) => {
  const hasBody = path.endsWith('wishes');
  const answer = await house.ask(path, { key, method: 'POST', ...(hasBody ? { body } : {}) });
  expect(answer.status).toBe(status);
});

test('of each open wish: what is searched for, what came of it, when again; and now, when asked', async () => {
  const { wishes } = await shelves();
  const { id } = await (await shelves()).wish({ title: 'Emma', creators: ['Jane Austen'] });
  const found = { offers: 3, fit: 1 };
  await wishes.change(id, (known) => known && { ...known, searchedAt: 5, found });
  expect(await read('/api/books/searches')).toEqual({
    items: [
      {
        wish: id,
        query: { title: 'Emma', creators: ['Jane Austen'] },
        searchedAt: 5,
        found,
        dueAt: 72_000_005,
      },
    ],
  });
  const now = await house.ask(`/api/books/wishes/${id}/search`, { key, method: 'POST' });
  expect([now.status, await now.json()]).toEqual([202, { run: expect.any(String) }]);
  const none = await house.ask('/api/books/wishes/none/search', { key, method: 'POST' });
  expect(none.status).toBe(404);
});

test('the next books are told with the reason for each', async () => {
  expect(await read('/api/books/next')).toEqual({ items: [] });
  const { records } = await house.earmark.shared();
  const book = { subject: 'abs:1', title: 'Emma', creators: ['Jane Austen'], empty: ['asin'] };
  const asked = { ...book, subject: 'abs:2', askedAt: 5, result: 'miss' as const };
  const kept = { at: 9, books: [book, asked] };
  await createBookHistory(records, 'default').next.put('latest', kept);
  expect(await read('/api/books/next')).toEqual({ at: 9, items: [book, asked] });
});

test('coverage is told by day', async () => {
  const { records } = await house.earmark.shared();
  const counted = { at: 5, libraries: { Books: { books: 3, filled: { narrator: 2 } } } };
  await createBookHistory(records, 'default').coverage.put('2026-12-01', counted);
  expect(await read('/api/books/coverage')).toEqual({ items: [counted] });
});

test('a server that is not set up for audiobooks says so, and chooses nothing', async () => {
  const bare = await createHouse();
  const { key } = await bare.setUp();
  const answer = await bare.ask('/api/books/offers/o1/add', { key, method: 'POST' });
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
    409,
    'not-set-up',
  ]);
  expect(await (await bare.ask('/api/books/status', { key })).json()).toMatchObject({
    configured: false,
  });
  await bare.close();
});
