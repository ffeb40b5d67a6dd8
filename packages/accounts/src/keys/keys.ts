import { timingSafeEqual } from 'node:crypto';
import {
  assertAccountName,
  type Clock,
  commitUnlessTaken,
  EarmarkError,
  everyRecord,
  type Records,
  type StoredRecord,
} from '@earmark/core';
import type { Actor, Trail } from '../audit/trail.ts';
import { everyAccount } from '../people/roles.ts';
import { asJson, contentOf } from '../records.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { digestOfKey, idOfKey, newKey } from './key-form.ts';
import { readScopes, type Scope } from './scopes.ts';

/** What may be told of a key: everything but the key. */
export interface ApiKey {
  /** Its public part: `emk_<id>_…`. */
  readonly id: string;
  readonly name: string;
  readonly person: string;
  readonly scopes: readonly Scope[];
  /** Account names, or `*`: never more than its person reaches at the time of use. */
  readonly accounts: readonly string[];
  readonly createdAt: number;
  /** Absent: it lasts until it is revoked. */
  readonly expiresAt?: number;
  readonly revokedAt?: number;
  readonly lastUsed?: { readonly at: number; readonly address?: string; readonly agent?: string };
}
export interface NewApiKey {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly accounts: readonly string[];
  /** Default: in 90 days. `null`: never. */
  readonly expiresAt?: number | null;
}
export type KeyFault = 'unknown' | 'revoked' | 'expired';
export interface Keys {
  /** Gives the key itself this one time. Throws `config` for an unknown scope or an impossible account. */
  create(
    person: string,
    wanted: NewApiKey,
    by: Actor,
  ): Promise<{ readonly key: string; readonly apiKey: ApiKey }>;
  /** Newest first; of one person or of everybody. */
  list(person?: string): Promise<readonly ApiKey[]>;
  get(id: string): Promise<ApiKey | undefined>;
  /** The key as long as it holds, or why not. Takes the same time whatever is wrong. */
  check(key: string): Promise<{ readonly apiKey: ApiKey } | { readonly fault: KeyFault }>;
  /** As `check`, for a request: notes the use, at most once a minute. */
  use(key: string, visitor: Visitor): Promise<ApiKey | undefined>;
  revoke(id: string, by: Actor): Promise<ApiKey>;
  /** A new key with the same name, scopes, accounts and lifetime; the old one is revoked in the same step. */
  rotate(id: string, by: Actor): Promise<{ readonly key: string; readonly apiKey: ApiKey }>;
  removeAll(person: string): Promise<void>;
}

type StoredKey = Omit<ApiKey, 'id'> & { readonly digest: string };

const collection = 'keys';
const minute = 60_000;
const defaultLifetime = 90 * 24 * 60 * minute;
const longestAgent = 200;
const nothing = Buffer.alloc(32);

export function createKeys({
  records,
  trail,
  clock,
}: {
  readonly records: Records;
  readonly trail: Trail;
  readonly clock: Clock;
}): Keys {
  async function found(id: string): Promise<StoredRecord> {
    const record = await records.get(collection, id);
    if (!record) throw new EarmarkError('not-found', 'There is no such key.');
    return record;
  }

  async function check(key: string) {
    const id = idOfKey(key);
    const record = id === undefined ? undefined : await records.get(collection, id);
    const kept = record && Buffer.from(contentOf<StoredKey>(record).digest, 'base64');
    const right = timingSafeEqual(digestOfKey(key), kept ?? nothing);
    if (!record || !right) return { fault: 'unknown' as const };
    const apiKey = keyOf(record);
    if (apiKey.revokedAt !== undefined) return { fault: 'revoked' as const };
    if (apiKey.expiresAt !== undefined && apiKey.expiresAt <= clock.now())
      return { fault: 'expired' as const };
    return { apiKey, record };
  }

  /** Of two uses at once one is written down; the other has nothing to add. */
  async function noteUse(record: StoredRecord, { address, agent }: Visitor): Promise<void> {
    const lastUsed = {
      at: clock.now(),
      ...(address ? { address } : {}),
      ...(agent ? { agent: agent.slice(0, longestAgent) } : {}),
    };
    const value = asJson({ ...contentOf<StoredKey>(record), lastUsed });
    const change = { collection, key: record.key, value, expect: record.revision };
    await commitUnlessTaken(records, [change]);
  }

  function made(stored: Omit<StoredKey, 'digest'>) {
    const { id, key } = newKey();
    const value: StoredKey = { ...stored, digest: digestOfKey(key).toString('base64') };
    const change = { collection, key: id, value: asJson(value), expect: 0 };
    return { key, change, apiKey: { id, ...stored } };
  }

  return {
    async create(person, { name, scopes, accounts, expiresAt }, by) {
      for (const account of accounts) if (account !== everyAccount) assertAccountName(account);
      const ends = expiresAt === undefined ? clock.now() + defaultLifetime : expiresAt;
      const { key, change, apiKey } = made({
        name,
        person,
        scopes: readScopes(scopes),
        accounts,
        createdAt: clock.now(),
        ...(ends === null ? {} : { expiresAt: ends }),
      });
      await records.commit([change]);
      await trail.note(by, 'key-created', { target: apiKey.id, after: asJson(apiKey) });
      return { key, apiKey };
    },
    async list(person) {
      const keys: ApiKey[] = [];
      for await (const record of everyRecord(records, collection)) keys.push(keyOf(record));
      return keys
        .filter((key) => person === undefined || key.person === person)
        .sort((a, b) => b.createdAt - a.createdAt);
    },
    async get(id) {
      const record = await records.get(collection, id);
      return record && keyOf(record);
    },
    async check(key) {
      const result = await check(key);
      return 'fault' in result ? result : { apiKey: result.apiKey };
    },
    async use(key, visitor) {
      const result = await check(key);
      if ('fault' in result) return undefined;
      const last = result.apiKey.lastUsed?.at ?? 0;
      if (clock.now() - last >= minute) await noteUse(result.record, visitor);
      return result.apiKey;
    },
    async revoke(id, by) {
      const record = await found(id);
      const before = keyOf(record);
      if (before.revokedAt !== undefined) return before;
      const value = { ...contentOf<StoredKey>(record), revokedAt: clock.now() };
      await records.commit([
        { collection, key: id, value: asJson(value), expect: record.revision },
      ]);
      await trail.note(by, 'key-revoked', { target: id, before: asJson(before) });
      return { ...before, revokedAt: value.revokedAt };
    },
    async rotate(id, by) {
      const record = await found(id);
      const { digest: _digest, lastUsed: _lastUsed, ...old } = contentOf<StoredKey>(record);
      if (old.revokedAt !== undefined)
        throw new EarmarkError('conflict', 'This key was revoked: create another one.');
      const now = clock.now();
      const { key, change, apiKey } = made({
        ...old,
        createdAt: now,
        ...(old.expiresAt === undefined ? {} : { expiresAt: now + old.expiresAt - old.createdAt }),
      });
      const value = asJson({ ...contentOf<StoredKey>(record), revokedAt: now });
      await records.commit([change, { collection, key: id, value, expect: record.revision }]);
      await trail.note(by, 'key-rotated', { target: id, after: asJson(apiKey) });
      return { key, apiKey };
    },
    async removeAll(person) {
      const own: string[] = [];
      for await (const record of everyRecord(records, collection))
        if (keyOf(record).person === person) own.push(record.key);
      await records.commit(own.map((key) => ({ collection, key })));
    },
  };
}

function keyOf(record: StoredRecord): ApiKey {
  const { digest: _digest, ...key } = contentOf<StoredKey>(record);
  return { id: record.key, ...key };
}
