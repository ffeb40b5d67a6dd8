import { EarmarkError, everyRecord, type Json, type Records, updateRecord } from '@earmark/core';

/** One kind of our documents in one account. They are written by us alone, so they are what we wrote. */
export interface Documents<T> {
  get(id: string): Promise<T | undefined>;
  /** By key; `prefix` narrows. Read page by page. */
  all(prefix?: string): Promise<readonly T[]>;
  put(id: string, value: T, expiresAt?: number): Promise<void>;
  /** By what it is now; `undefined` leaves it alone where there is none, and removes it where there is one. */
  change(
    id: string,
    work: (known: T | undefined) => T | undefined,
    expiresAt?: number,
  ): Promise<T | undefined>;
  remove(id: string): Promise<void>;
}

export function documentsOf<T>(records: Records, kind: string, account: string): Documents<T> {
  const collection = `books-${kind}`;
  const keyOf = (id: string) => `${account}/${id}`;
  const out = (value: Json) => value as unknown as T;
  const into = (value: T) => value as unknown as Json;
  return {
    async get(id) {
      const found = await records.get(collection, keyOf(id));
      return found && out(found.value);
    },
    async all(prefix = '') {
      const found: T[] = [];
      for await (const { value } of everyRecord(records, collection, keyOf(prefix)))
        found.push(out(value));
      return found;
    },
    async put(id, value, expiresAt) {
      const change = { collection, key: keyOf(id), value: into(value) };
      await records.commit([expiresAt === undefined ? change : { ...change, expiresAt }]);
    },
    async change(id, work, expiresAt) {
      const change = (value: Json | undefined) => {
        const next = work(value === undefined ? undefined : out(value));
        return next === undefined ? undefined : into(next);
      };
      const options = expiresAt === undefined ? {} : { expiresAt };
      const changed = await updateRecord(records, collection, keyOf(id), change, options);
      return changed === undefined ? undefined : out(changed);
    },
    async remove(id) {
      await records.commit([{ collection, key: keyOf(id) }]);
    },
  };
}

export const missing = (what: string, id: string) =>
  new EarmarkError('not-found', `There is no ${what} ${id}.`);
