import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import KeyvSqlite from '@keyv/sqlite';
import Keyv from 'keyv';
import { expect, test } from 'vitest';
import { createHttpCache } from './cache.ts';
import type { HttpCacheStore } from './options.ts';

const hour = 3_600_000;
const lifetimes = { hit: hour, miss: hour };
const exchange = { status: 200, headers: new Headers(), bytes: Buffer.from('{}') };

/** As Keyv 6 has storage adapters: `set` takes the moment when an entry ends. */
function createAdapter() {
  const ends = new Map<string, number | undefined>();
  const values = new Map<string, unknown>();
  return {
    ends,
    capabilities: { expires: true },
    get: async (key: string) => values.get(key),
    async set(key: string, value: unknown, expires?: number) {
      values.set(key, value);
      ends.set(key, expires);
      return true;
    },
    has: async (key: string) => values.has(key),
    delete: async (key: string) => values.delete(key),
    clear: async () => values.clear(),
  };
}

const clock = { now: () => Date.now(), monotonic: () => 0, sleep: async () => {} };

test('a storage adapter is told the moment when an answer ends, alone or inside of a Keyv', async () => {
  for (const wrap of [
    (adapter: HttpCacheStore) => adapter,
    (adapter: HttpCacheStore) => new Keyv({ store: adapter }),
  ]) {
    const adapter = createAdapter();
    const cache = createHttpCache({ store: wrap(adapter), hitMs: hour }, clock);
    await cache.write('key', exchange, 'hit', lifetimes);
    expect([...adapter.ends.values()][0]).toBeGreaterThan(Date.now() + hour / 2);
    expect((await cache.read('key', lifetimes))?.status).toBe(200);
  }
});

test('any other store is told how long it lasts', async () => {
  const told: number[] = [];
  const store: HttpCacheStore = {
    get: async () => undefined,
    set: async (_key, _value, ttlMs) => told.push(ttlMs),
  };
  await createHttpCache({ store }, clock).write('key', exchange, 'hit', lifetimes);
  expect(told).toEqual([hour]);
});

test('the real @keyv/sqlite keeps answers for the next process', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'earmark-keyv-'));
  const uri = `sqlite://${join(folder, 'answers.sqlite')}`;
  for (const found of [undefined, 200]) {
    const store = new KeyvSqlite({ uri, wal: true });
    const cache = createHttpCache(
      { store, hitMs: hour, onError: (error) => expect.fail(String(error)) },
      clock,
    );
    expect((await cache.read('key', lifetimes))?.status).toBe(found);
    await cache.write('key', exchange, 'hit', lifetimes);
    await store.disconnect();
  }
  await rm(folder, { recursive: true });
});
