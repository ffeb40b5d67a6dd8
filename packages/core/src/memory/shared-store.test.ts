import { expect, test } from 'vitest';
import { createMemorySharedStore } from './shared-store.ts';

const day = 86_400_000;

test('a rolling window opens again when its oldest start leaves, and one host does not hold up another', async () => {
  const store = createMemorySharedStore();
  const limit = { requests: 2, perMs: 1000 };
  expect(await store.book('a', limit, 0)).toEqual({ waitMs: 0 });
  expect(await store.book('a', limit, 900)).toEqual({ waitMs: 0 });
  expect(await store.book('a', limit, 950)).toEqual({ waitMs: 50 });
  expect(await store.book('b', limit, 950)).toEqual({ waitMs: 0 });
  expect(await store.book('a', limit, 1000)).toEqual({ waitMs: 0 });
  expect(await store.book('a', limit, 1001)).toEqual({ waitMs: 899 });
});

test('a budget lasts until midnight UTC; a clock set back blocks nothing for long', async () => {
  const store = createMemorySharedStore();
  const limit = { requests: 9, perMs: 10, perDay: 1 };
  const noon = 20_000.5 * day;
  expect(await store.book('a', limit, noon)).toEqual({ waitMs: 0 });
  expect(await store.book('a', limit, noon + 1)).toEqual({ waitMs: day / 2 - 1, exhausted: true });
  expect(await store.book('a', limit, 20_001 * day)).toEqual({ waitMs: 0 });
  const single = { requests: 1, perMs: 1000 };
  await store.book('b', single, noon);
  expect(await store.book('b', single, noon - day)).toEqual({ waitMs: 0 });
});

test('the later of two parkings holds; a success clears failures', async () => {
  const store = createMemorySharedStore();
  await store.park('a', 200, 'long');
  await store.park('a', 100, 'short');
  expect(await store.parked('a', 150)).toEqual({ until: 200, reason: 'long' });
  expect(await store.parked('a', 200)).toBeUndefined();
  expect([await store.noteFailure('a', 1), await store.noteFailure('a', 2)]).toEqual([1, 2]);
  expect([await store.noteFailure('a', null), await store.noteFailure('a', 3)]).toEqual([0, 1]);
});

test('roots of two accounts may not overlap, unless one is read-only', async () => {
  const store = createMemorySharedStore();
  const root = { host: 'h', id: 'music', readOnly: false };
  await store.claimRoot({ ...root, account: 'a', path: '/music' });
  await store.claimRoot({ ...root, account: 'b', path: '/music2' });
  await store.claimRoot({ ...root, account: 'c', path: '/music/x', readOnly: true });
  await expect(
    store.claimRoot({ ...root, account: 'd', path: '/music/x/y' }),
  ).rejects.toMatchObject({
    code: 'conflict',
  });
  await store.releaseRoot('a', 'music');
  await store.claimRoot({ ...root, account: 'd', path: '/music/x/y' });
  expect((await store.roots('d')).map(({ path }) => path)).toEqual(['/music/x/y']);
});
