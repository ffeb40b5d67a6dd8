import { EarmarkError } from '@earmark/spec';
import type { RecordChange, Records, StoredRecord } from '../ports.ts';
import type { Clock } from '../spec.ts';
import { byBytes, paged, saved } from './rows.ts';

type Collection = Map<string, StoredRecord>;

export function createMemoryRecords(clock: Clock): Records {
  const collections = new Map<string, Collection>();
  let commits = 0;

  function alive(collection: string, key: string): StoredRecord | undefined {
    const record = collections.get(collection)?.get(key);
    return record && !isOver(record, clock.now()) ? record : undefined;
  }

  function put({ collection, key, value, expiresAt }: RecordChange, revision: number): void {
    const records: Collection = collections.get(collection) ?? new Map();
    collections.set(collection, records);
    if (value === undefined) records.delete(key);
    else {
      const record = { key, value, revision, at: clock.now() };
      records.set(key, { ...record, ...(expiresAt !== undefined && { expiresAt }) });
    }
  }

  return {
    async get(collection, key) {
      return alive(collection, key);
    },
    async list(collection, { prefix = '', after, limit } = {}) {
      const now = clock.now();
      const rows = [...(collections.get(collection)?.values() ?? [])]
        .filter((record) => record.key.startsWith(prefix) && !isOver(record, now))
        .filter(({ key }) => after === undefined || byBytes(key, after) > 0)
        .sort((left, right) => byBytes(left.key, right.key));
      return paged(rows, limit === undefined ? {} : { limit });
    },
    async commit(given) {
      const changes = saved(given);
      for (const change of changes)
        assertRevision(change, alive(change.collection, change.key)?.revision);
      const revision = ++commits;
      for (const change of changes) put(change, revision);
      return changes.map(({ value }) => (value === undefined ? 0 : revision));
    },
  };
}

/** Throws `conflict` where a record does not have the revision that a change expects of it. */
export function assertRevision(
  { collection, key, expect }: RecordChange,
  revision: number | undefined,
): void {
  if (expect === undefined || expect === (revision ?? 0)) return;
  throw new EarmarkError(
    'conflict',
    `The record ${key} in ${collection} was changed in the meantime (revision ${revision ?? 0}, expected ${expect}). Read it again, then repeat the change.`,
  );
}

function isOver({ expiresAt }: StoredRecord, now: number): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}
