import { randomUUID } from 'node:crypto';
import {
  assertRevision,
  type Clock,
  type RecordChange,
  type Records,
  type StoredRecord,
} from '@earmark/core';
import type { CompiledQuery, Kysely, Selectable } from 'kysely';
import type { RecordTable, SharedSchema } from '../schema/shared.ts';
import type { Database } from './database.ts';
import { parsed, present } from './rows.ts';

type Db = Kysely<SharedSchema>;
/** A commit whose connection was lost is sent again soon, or never. */
const commitsKept = 1000;
/** The last character there is: every key with a prefix comes before the prefix and this. */
const last = '\u{10ffff}';

export function createRecords({ db, write }: Database<SharedSchema>, clock: Clock): Records {
  const alive = (from: Db, collection: string) =>
    from
      .selectFrom('records')
      .where('collection', '=', collection)
      .where((row) => row.or([row('expires_at', 'is', null), row('expires_at', '>', clock.now())]));

  async function revisionOf(tx: Db, collection: string, key: string): Promise<number | undefined> {
    const query = alive(tx, collection).select('revision').where('key', '=', key);
    return (await query.executeTakeFirst())?.revision;
  }

  // Servers ask for a few of them with every request: the statements are put together once.
  const byKey = alive(db, '').selectAll().where('key', '=', '').compile();
  const between = alive(db, '')
    .selectAll()
    .where('key', '>=', '')
    .where('key', '>', '')
    .where('key', '<', '')
    .orderBy('key')
    .limit(1)
    .compile();

  async function found(query: CompiledQuery, ...parameters: readonly (string | number)[]) {
    const { rows } = await db.executeQuery<Selectable<RecordTable>>({ ...query, parameters });
    return rows.map(recordOf);
  }

  return {
    get: async (collection, key) => (await found(byKey, collection, clock.now(), key))[0],
    list: (collection, { prefix = '', after = '', limit = Number.MAX_SAFE_INTEGER } = {}) =>
      found(between, collection, clock.now(), prefix, after, prefix + last, limit),
    async commit(changes) {
      const id = randomUUID();
      const commit = async (tx: Db): Promise<number> => {
        const done = await commitNumbered(tx, id);
        if (done !== undefined) return done;
        for (const change of changes)
          assertRevision(change, await revisionOf(tx, change.collection, change.key));
        const now = clock.now();
        await tx.deleteFrom('records').where('expires_at', '<=', now).execute();
        const revision = await numberCommit(tx, id);
        for (const change of changes) await put(tx, change, revision, now);
        return revision;
      };
      const revision = await write('records', commit, { durable: true });
      return changes.map(({ value }) => (value === undefined ? 0 : revision));
    },
  };
}

async function commitNumbered(tx: Db, id: string): Promise<number | undefined> {
  const query = tx.selectFrom('record_commits').select('seq').where('id', '=', id);
  return (await query.executeTakeFirst())?.seq;
}

async function numberCommit(tx: Db, id: string): Promise<number> {
  const { seq } = await tx
    .insertInto('record_commits')
    .values({ id })
    .returning('seq')
    .executeTakeFirstOrThrow();
  await tx
    .deleteFrom('record_commits')
    .where('seq', '<=', seq - commitsKept)
    .execute();
  return seq;
}

async function put(tx: Db, change: RecordChange, revision: number, at: number): Promise<void> {
  const { collection, key, value, expiresAt = null } = change;
  if (value === undefined) {
    await tx
      .deleteFrom('records')
      .where('collection', '=', collection)
      .where('key', '=', key)
      .execute();
    return;
  }
  const row = { value: JSON.stringify(value), revision, at, expires_at: expiresAt };
  await tx
    .insertInto('records')
    .values({ collection, key, ...row })
    .onConflict((conflict) => conflict.columns(['collection', 'key']).doUpdateSet(row))
    .execute();
}

function recordOf({ key, value, revision, at, expires_at }: Selectable<RecordTable>): StoredRecord {
  return { key, value: parsed(value), revision, at, ...present({ expiresAt: expires_at }) };
}
