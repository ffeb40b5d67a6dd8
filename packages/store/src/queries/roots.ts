import { EarmarkError, foldersOverlap, type RootRecord, type SharedStore } from '@earmark/core';
import type { Selectable } from 'kysely';
import type { SharedSchema } from '../schema/shared.ts';
import type { Database } from './database.ts';

type RootQueries = Pick<SharedStore, 'claimRoot' | 'roots' | 'releaseRoot'>;

/** Which account has which folder of which machine. */
export function createRootQueries({ db, write }: Database<SharedSchema>): RootQueries {
  return {
    async claimRoot({ account, host, id, path, readOnly }) {
      await write('roots', async (tx) => {
        const others = await tx
          .selectFrom('roots')
          .select(['account', 'path'])
          .where('host', '=', host)
          .where('account', '<>', account)
          .where('read_only', '=', 0)
          .execute();
        const other = readOnly ? undefined : others.find((root) => foldersOverlap(root.path, path));
        if (other) {
          throw new EarmarkError(
            'conflict',
            `the folder ${path} of account ${account} overlaps ${other.path} of account ${other.account}: mark one of the two roots read-only, or give each account a folder of its own`,
          );
        }
        const row = { path, read_only: readOnly ? 1 : 0 };
        await tx
          .insertInto('roots')
          .values({ account, host, id, ...row })
          .onConflict((conflict) => conflict.columns(['account', 'host', 'id']).doUpdateSet(row))
          .execute();
      });
    },
    async roots(account) {
      const query = db
        .selectFrom('roots')
        .selectAll()
        .orderBy('account')
        .orderBy('host')
        .orderBy('id');
      const rows = await (account === undefined
        ? query
        : query.where('account', '=', account)
      ).execute();
      return rows.map(rootOf);
    },
    async releaseRoot(account, id) {
      await db.deleteFrom('roots').where('account', '=', account).where('id', '=', id).execute();
    },
  };
}

function rootOf({
  account,
  host,
  id,
  path,
  read_only,
}: Selectable<SharedSchema['roots']>): RootRecord {
  return { account, host, id, path, readOnly: read_only === 1 };
}
