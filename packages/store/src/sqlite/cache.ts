import { EventEmitter } from 'node:events';
import { resolve } from 'node:path';
import { EarmarkError } from '@earmark/core';
import { type KeyvStorageAdapter, keyvStorageCapability } from 'keyv';
import { type CacheTable, openCacheTable } from './cache-table.ts';

export interface SqliteCacheOptions {
  /** The database file, on a local disk; made where it is missing. Several processes may use it at once. */
  readonly file: string;
  /** The most that all values may take together, in bytes; beyond it the expired go first, then the oldest. Default 256 MiB. */
  readonly maxBytes?: number;
}

type Listeners = ReturnType<KeyvStorageAdapter['listeners']>;

const defaultBytes = 256 * 1024 * 1024;

/**
 * A storage adapter for Keyv in one SQLite file: `new Keyv({ store: createSqliteCache({ file }) })`. Keyv sets
 * the adapter's namespace, so each Keyv takes an adapter of its own; they may share the file.
 */
export function createSqliteCache(options: SqliteCacheOptions): KeyvStorageAdapter {
  const { maxBytes = defaultBytes } = options;
  if (typeof options.file !== 'string' || options.file === '')
    throw new EarmarkError(
      'config',
      'createSqliteCache needs { file }, where it keeps its answers',
    );
  if (!(maxBytes > 0))
    throw new EarmarkError('config', `maxBytes is ${maxBytes}: take a number of bytes above 0`);

  let opened: Promise<CacheTable> | undefined;
  const table = () => {
    opened ??= openCacheTable(resolve(options.file), maxBytes);
    return opened;
  };

  const methods = {
    async get<Value>(key: string) {
      return (await table()).get<Value>(adapter.namespace, key);
    },
    async getMany<Value>(keys: string[]) {
      const { get } = await table();
      return keys.map((key) => get<Value>(adapter.namespace, key));
    },
    async has(key: string) {
      return (await table()).has(adapter.namespace, key);
    },
    async hasMany(keys: string[]) {
      const { has } = await table();
      return keys.map((key) => has(adapter.namespace, key));
    },
    async set(key: string, value: unknown, expires?: number) {
      (await table()).set(adapter.namespace, [{ key, value, expires }]);
      return true;
    },
    async setMany<Value>(entries: { key: string; value: Value; expires?: number | undefined }[]) {
      (await table()).set(adapter.namespace, entries);
      return entries.map(() => true);
    },
    async delete(key: string) {
      return (await table()).remove(adapter.namespace, key);
    },
    async deleteMany(keys: string[]) {
      const { remove } = await table();
      return keys.map((key) => remove(adapter.namespace, key));
    },
    async clear() {
      (await table()).clear(adapter.namespace);
    },
    async *iterator<Value>(): AsyncGenerator<[string, Awaited<Value>], void> {
      yield* (await table()).entries<Awaited<Value>>(adapter.namespace);
    },
    async disconnect() {
      const open = opened;
      opened = undefined;
      if (open) (await open).close();
    },
  };
  const events = EventEmitter.prototype;
  const adapter = Object.assign(new EventEmitter(), {
    namespace: undefined as string | undefined,
    ...methods,
    // As Keyv types them.
    listeners: (event: string | symbol) => events.listeners.call(adapter, event) as Listeners,
    rawListeners: (event: string | symbol) => events.rawListeners.call(adapter, event) as Listeners,
  });
  return Object.assign(adapter, { capabilities: keyvStorageCapability(adapter) });
}
