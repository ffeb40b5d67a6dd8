import type { SecretRows } from '@earmark/core';
import type { SharedSchema } from '../schema/shared.ts';
import type { Database } from './database.ts';

export function createSecretRows({ db, write }: Database<SharedSchema>): SecretRows {
  return {
    async put(account, name, sealed) {
      const save = (tx: typeof db) =>
        tx
          .insertInto('secrets')
          .values({ account, name, sealed })
          .onConflict((conflict) => conflict.columns(['account', 'name']).doUpdateSet({ sealed }))
          .execute();
      await write('secrets', save, { durable: true });
    },
    async get(account, name) {
      const row = await db
        .selectFrom('secrets')
        .select('sealed')
        .where('account', '=', account)
        .where('name', '=', name)
        .executeTakeFirst();
      return row?.sealed;
    },
    async names(account) {
      const rows = await db
        .selectFrom('secrets')
        .select('name')
        .where('account', '=', account)
        .orderBy('name')
        .execute();
      return rows.map(({ name }) => name);
    },
    async remove(account, name) {
      const { numDeletedRows } = await db
        .deleteFrom('secrets')
        .where('account', '=', account)
        .where('name', '=', name)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}
