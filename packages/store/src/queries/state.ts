import type { Json, PluginState } from '@earmark/core';
import type { Kysely } from 'kysely';
import type { AccountSchema } from '../schema/account.ts';
import type { Database } from './database.ts';
import { parsed } from './rows.ts';

type Db = Kysely<AccountSchema>;

export function createPluginState(
  { db, write }: Database<AccountSchema>,
  plugin: string,
): PluginState {
  async function get(from: Db, name: string): Promise<Json | undefined> {
    const row = await from
      .selectFrom('plugin_states')
      .select('content')
      .where('plugin', '=', plugin)
      .where('name', '=', name)
      .executeTakeFirst();
    return row && parsed(row.content);
  }
  async function set(tx: Db, name: string, value: Json): Promise<void> {
    const content = JSON.stringify(value);
    await tx
      .insertInto('plugin_states')
      .values({ plugin, name, content })
      .onConflict((conflict) => conflict.columns(['plugin', 'name']).doUpdateSet({ content }))
      .execute();
  }
  async function remove(tx: Db, name: string): Promise<void> {
    await tx
      .deleteFrom('plugin_states')
      .where('plugin', '=', plugin)
      .where('name', '=', name)
      .execute();
  }
  const durably = <T>(work: (tx: Db) => Promise<T>) =>
    write('plugin_states', work, { durable: true });

  return {
    get: (name) => get(db, name),
    set: (name, value) => durably((tx) => set(tx, name, value)),
    update: (name, change) =>
      durably(async (tx) => {
        const value = change(await get(tx, name));
        await (value === undefined ? remove(tx, name) : set(tx, name, value));
        return value;
      }),
  };
}
