import {
  assertAccountName,
  type Clock,
  commitUnlessTaken,
  EarmarkError,
  everyRecord,
  type Json,
  nextByCron,
  noticesTurned,
  type Records,
  type StoredRecord,
} from '@earmark/core';
import type { Actor, Trail } from '../audit/trail.ts';
import { asJson, contentOf } from '../records.ts';
import { type AccountSettings, readSettings, type SettingsChanges } from './settings.ts';

/** An account as kept: what people set, apart from what its runs did. */
export interface Registered {
  readonly name: string;
  readonly folder?: string;
  readonly settings: AccountSettings;
  readonly revision: number;
}
export interface Registry {
  has(name: string): Promise<boolean>;
  get(name: string): Promise<Registered | undefined>;
  /** Sorted. */
  list(): Promise<readonly Registered[]>;
  /** Throws `config` for an impossible name, `conflict` where there is one. */
  add(account: { readonly name: string; readonly folder?: string }, by: Actor): Promise<Registered>;
  configure(
    name: string,
    changes: SettingsChanges,
    by: Actor,
    revision?: number,
  ): Promise<Registered>;
  /** Its folder becomes no account again until one of that name is added. Throws `not-found`. */
  remove(name: string, by: Actor): Promise<void>;
  wasRemoved(name: string): Promise<boolean>;
}

/** An account's settings as they are kept, by its name; undefined where nobody has set any. */
export async function registeredIn(
  records: Pick<Records, 'get'>,
  name: string,
): Promise<Registered | undefined> {
  const record = await records.get(collection, name);
  return record && readRegistered(record);
}

const collection = 'accounts';
const removed = 'accounts-removed';
interface Stored {
  readonly folder?: string;
  readonly settings?: Json;
}

export function createRegistry({
  records,
  trail,
  clock,
}: {
  readonly records: Records;
  readonly trail: Trail;
  readonly clock: Clock;
}): Registry {
  /** What was read is checked once, and again when it was changed. */
  const read = new Map<string, Registered>();

  function registeredOf(record: StoredRecord): Registered {
    const known = read.get(record.key);
    if (known?.revision === record.revision) return known;
    const registered = readRegistered(record);
    read.set(record.key, registered);
    return registered;
  }

  async function names(): Promise<readonly string[]> {
    const all: string[] = [];
    for await (const { key } of everyRecord(records, collection)) all.push(key);
    return all;
  }

  return {
    has: async (name) => (await records.get(collection, name)) !== undefined,
    async get(name) {
      const record = await records.get(collection, name);
      return record && registeredOf(record);
    },
    async list() {
      const all: Registered[] = [];
      for await (const record of everyRecord(records, collection)) all.push(registeredOf(record));
      return all;
    },
    async add({ name, folder }, by) {
      assertAccountName(name, await names());
      const value = asJson({ ...(folder === undefined ? {} : { folder }) });
      const isNew = await commitUnlessTaken(records, [
        { collection, key: name, value, expect: 0 },
        { collection: removed, key: name },
      ]);
      if (!isNew) throw new EarmarkError('conflict', `There is an account ${name} already.`);
      await trail.note(by, 'account-created', { account: name, after: value });
      return registeredOf(await found(records, name));
    },
    async configure(name, changes, by, revision) {
      const record = await found(records, name);
      if (revision !== undefined && revision !== record.revision)
        throw new EarmarkError(
          'conflict',
          'Someone changed these settings in the meantime: read them again first.',
        );
      const before = registeredOf(record);
      const given = Object.entries(changes).filter(([, value]) => value !== undefined);
      const settings = readSettings(asJson({ ...before.settings, ...Object.fromEntries(given) }));
      // Throws for a line that is none, or that never comes.
      if (settings.cron !== null) await nextByCron(settings.cron, settings.timeZone, clock.now());
      const value = asJson({ ...contentOf<Stored>(record), settings });
      await records.commit([
        { collection, key: name, value, expect: record.revision },
        noticesTurned(name, settings.notices),
      ]);
      await trail.note(by, 'account-configured', {
        account: name,
        before: asJson(before.settings),
        after: asJson(settings),
      });
      return registeredOf(await found(records, name));
    },
    async remove(name, by) {
      const record = await found(records, name);
      await records.commit([
        { collection, key: name, expect: record.revision },
        { collection: removed, key: name, value: clock.now() },
      ]);
      read.delete(name);
      await trail.note(by, 'account-removed', { account: name, before: record.value });
    },
    wasRemoved: async (name) => (await records.get(removed, name)) !== undefined,
  };
}

async function found(records: Records, name: string): Promise<StoredRecord> {
  const record = await records.get(collection, name);
  if (!record) throw new EarmarkError('not-found', `There is no account ${JSON.stringify(name)}.`);
  return record;
}

function readRegistered(record: StoredRecord): Registered {
  const { folder, settings } = contentOf<Stored>(record);
  return {
    name: record.key,
    ...(folder === undefined ? {} : { folder }),
    settings: readSettings(settings),
    revision: record.revision,
  };
}
