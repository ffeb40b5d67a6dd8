import { createTempFolder } from '@earmark/testkit';
import { Keyv } from 'keyv';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSqliteCache } from './cache.ts';

let folder: Awaited<ReturnType<typeof createTempFolder>>;
let opened: Keyv[];

beforeEach(async () => {
  folder = await createTempFolder();
  opened = [];
});
afterEach(async () => {
  vi.useRealTimers();
  for (const cache of opened) await cache.disconnect();
  await folder.remove();
});

function open(namespace?: string, maxBytes?: number): Keyv {
  const file = `${folder.path}/cache.db`;
  const store = createSqliteCache({ file, ...(maxBytes && { maxBytes }) });
  const cache = new Keyv({ store, ...(namespace && { namespace }) });
  opened.push(cache);
  return cache;
}

test('keeps values of every JSON kind, one by one and many at once', async () => {
  const cache = open();
  const values = { text: 'ü', list: [1, null, true], empty: '' };
  for (const [key, value] of Object.entries(values)) await cache.set(key, value);
  await cache.setMany([{ key: 'many', value: { a: 1 } }]);
  expect(await cache.get('list')).toEqual([1, null, true]);
  expect(await cache.getMany(['text', 'none', 'empty', 'many'])).toEqual([
    'ü',
    undefined,
    '',
    { a: 1 },
  ]);
  expect(await cache.has('text')).toBe(true);
  expect(await cache.hasMany(['text', 'none'])).toEqual([true, false]);
  expect(await cache.delete('text')).toBe(true);
  expect(await cache.delete('text')).toBe(false);
  expect(await cache.get('text')).toBeUndefined();
});

test('what one process wrote another one reads', async () => {
  await open().set('answer', 42);
  expect(await open().get('answer')).toBe(42);
});

test('a value is gone when its time is over, not before', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const cache = open();
  await cache.set('answer', 42, 1000);
  vi.advanceTimersByTime(999);
  expect(await cache.get('answer')).toBe(42);
  vi.advanceTimersByTime(2);
  expect(await cache.has('answer')).toBe(false);
  expect(await cache.get('answer')).toBeUndefined();
});

test('a namespace is cleared without its neighbours', async () => {
  const [users, users2] = [open('users'), open('users2')];
  await users.set('key', 'one');
  await users2.set('key', 'two');
  await users.clear();
  expect(await users.get('key')).toBeUndefined();
  expect(await users2.get('key')).toBe('two');
});

test('everything in a namespace is iterated, and nothing else', async () => {
  const [cache, other] = [open('one'), open('two')];
  await other.set('foreign', 0);
  const keys = Array.from({ length: 250 }, (_, index) => `key-${String(index).padStart(3, '0')}`);
  await cache.setMany(keys.map((key, value) => ({ key, value })));
  const found: unknown[] = [];
  for await (const entry of cache.iterator?.() ?? []) found.push(entry);
  expect(found).toEqual(keys.map((key, value) => [key, value]));
});

test('above the ceiling the oldest values go, the newest stay', async () => {
  const cache = open(undefined, 100_000);
  for (let index = 0; index < 300; index++) await cache.set(`key-${index}`, 'x'.repeat(1000));
  const kept = await cache.getMany(Array.from({ length: 300 }, (_, index) => `key-${index}`));
  const there = kept.flatMap((value, index) => (value === undefined ? [] : index));
  expect(there.length * 1000).toBeGreaterThan(80_000);
  expect(there.length * 1000).toBeLessThanOrEqual(102_000);
  expect(there[0]).toBe(300 - there.length);
});

test('options that make no sense are refused at once', () => {
  expect(() => createSqliteCache({ file: '' })).toThrow('file');
  expect(() => createSqliteCache({ file: 'x.db', maxBytes: 0 })).toThrow('maxBytes');
});
