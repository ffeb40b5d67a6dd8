import { explained } from './faults.ts';
import { openDatabase } from './open.ts';

interface CacheEntry {
  readonly key: string;
  readonly value: unknown;
  /** Milliseconds since 1970; without it the value is kept until there is no room. */
  readonly expires?: number | undefined;
}
export interface CacheTable {
  get<Value>(namespace: string | undefined, key: string): Value | undefined;
  has(namespace: string | undefined, key: string): boolean;
  set(namespace: string | undefined, entries: readonly CacheEntry[]): void;
  remove(namespace: string | undefined, key: string): boolean;
  /** As Keyv has it: without a namespace, everything. */
  clear(namespace: string | undefined): void;
  entries<Value>(namespace: string | undefined): Generator<[string, Value], void>;
  close(): void;
}

const tables = `
  create table if not exists cache (
    namespace text not null, key text not null, written integer not null, expires integer,
    bytes integer not null, plain integer not null, value text not null,
    primary key (namespace, key)
  );
  create index if not exists cache_by_age on cache (written, bytes);
  create index if not exists cache_by_end on cache (expires) where expires is not null;
`;
/** How much of the ceiling may be written before all processes' values are counted again. */
const unseen = 0.02;
/** How full the cache is after it was cleaned up. */
const cleaned = 0.9;
const entriesAtOnce = 100;

/** The rows behind the cache. All is synchronous: a look-up costs less than a turn of the event loop. */
export async function openCacheTable(file: string, maxBytes: number): Promise<CacheTable> {
  const database = await openDatabase(file);
  // Every transaction here ends in the same turn, so waiting for one cannot stop it.
  database.pragma('busy_timeout = 10000');
  database.exec(tables);

  const place = 'namespace = ? and key = ? and (expires is null or expires > ?)';
  const select = database.prepare<unknown[], { value: string; plain: number }>(
    `select value, plain from cache where ${place}`,
  );
  const exists = database.prepare(`select 1 from cache where ${place}`);
  const insert = database.prepare('insert or replace into cache values (?, ?, ?, ?, ?, ?, ?)');
  const remove = database.prepare('delete from cache where namespace = ? and key = ?');
  const removeAll = database.prepare('delete from cache');
  const removeNamespace = database.prepare('delete from cache where namespace = ?');
  const removeExpired = database.prepare('delete from cache where expires <= ?');
  const total = database.prepare<[], number>('select coalesce(sum(bytes), 0) from cache').pluck();
  const removeOldest = database.prepare(
    'delete from cache where rowid in (select rowid from (select rowid, sum(bytes) over (order by written, rowid) as freed, bytes from cache) where freed - bytes < ?)',
  );
  const next = database.prepare<unknown[], { key: string; value: string; plain: number }>(
    `select key, value, plain from cache where namespace = ? and key > ? and (expires is null or expires > ?) order by key limit ${entriesAtOnce}`,
  );

  let written = Number.POSITIVE_INFINITY;
  function makeRoom(): void {
    if (written < maxBytes * unseen) return;
    written = 0;
    removeExpired.run(Date.now());
    const used = total.get() ?? 0;
    if (used > maxBytes) removeOldest.run(used - maxBytes * cleaned);
  }
  const setAll = database.transaction((namespace: string, entries: readonly CacheEntry[]) => {
    const now = Date.now();
    for (const { key, value, expires } of entries) {
      const plain = typeof value === 'string';
      const text = plain ? value : JSON.stringify(value);
      const bytes = Buffer.byteLength(text) + Buffer.byteLength(key);
      insert.run(namespace, key, now, expires ?? null, bytes, plain ? 1 : 0, text);
      written += bytes;
    }
    makeRoom();
  });

  function named<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw explained(error, file);
    }
  }

  return {
    get<Value>(namespace = '', key: string) {
      const row = named(() => select.get(namespace, key, Date.now()));
      return row && contentOf<Value>(row);
    },
    has: (namespace = '', key) => named(() => exists.get(namespace, key, Date.now()) !== undefined),
    set: (namespace = '', entries) => named(() => setAll.immediate(namespace, entries)),
    remove: (namespace = '', key) => named(() => remove.run(namespace, key).changes > 0),
    clear: (namespace) =>
      void named(() =>
        namespace === undefined ? removeAll.run() : removeNamespace.run(namespace),
      ),
    *entries<Value>(namespace = ''): Generator<[string, Value], void> {
      for (let after = ''; ; ) {
        const rows = named(() => next.all(namespace, after, Date.now()));
        for (const row of rows) yield [row.key, contentOf<Value>(row)];
        const last = rows.at(-1);
        if (last === undefined || rows.length < entriesAtOnce) return;
        after = last.key;
      }
    },
    close: () => void database.close(),
  };
}

function contentOf<Value>({ value, plain }: { value: string; plain: number }): Value {
  return (plain === 1 ? value : JSON.parse(value)) as Value;
}
