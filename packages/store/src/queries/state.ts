import type { PluginState } from '@earmark/core';
import type { Kysely } from 'kysely';
import type { AccountSchema } from '../schema/account.ts';
import type { Database } from './database.ts';
import { parsed } from './rows.ts';

export function createPluginState(
  { db, write }: Database<AccountSchema>,
  plugin: string,
): PluginState {
  return {
    async get(name) {
      const row = await db
        .selectFrom('plugin_states')
        .select('content')
        .where('plugin', '=', plugin)
        .where('name', '=', name)
        .executeTakeFirst();
      return row && parsed(row.content);
    },
    async set(name, value) {
      const content = JSON.stringify(value);
      const save = (tx: Kysely<AccountSchema>) =>
        tx
          .insertInto('plugin_states')
          .values({ plugin, name, content })
          .onConflict((conflict) => conflict.columns(['plugin', 'name']).doUpdateSet({ content }))
          .execute();
      await write('plugin_states', save, { durable: true });
    },
  };
}
