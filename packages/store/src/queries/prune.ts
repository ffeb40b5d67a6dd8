import type { Journal } from '@earmark/core';
import type { Kysely } from 'kysely';
import type { AccountSchema } from '../schema/account.ts';
import type { Database } from './database.ts';

export function createPrune({ write }: Database<AccountSchema>): Pick<Journal, 'prune'> {
  /** The next run that may be forgotten. */
  function doomed(tx: Kysely<AccountSchema>, before: number, undoable: boolean) {
    let query = tx
      .selectFrom('runs')
      .select('id')
      .where(({ eb, fn }) => eb(fn.coalesce('ended_at', 'started_at'), '<', before))
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('plans')
              .select('id')
              .whereRef('plans.run', '=', 'runs.id')
              .where('status', '=', 'planned'),
          ),
        ),
      );
    if (!undoable)
      query = query.where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('receipts')
              .select('id')
              .whereRef('receipts.run', '=', 'runs.id')
              .where('undone_by', 'is', null),
          ),
        ),
      );
    return query.orderBy('seq').limit(1).executeTakeFirst();
  }

  return {
    async prune({ before, undoable = false }) {
      // One run a transaction, so that writers wait for one at most.
      for (let forgotten = 0; ; forgotten++) {
        const found = await write('plans', async (tx) => {
          const run = await doomed(tx, before, undoable);
          if (!run) return false;
          await tx
            .deleteFrom('decisions')
            .where('run', '=', run.id)
            .where('latest', '=', 0)
            .execute();
          for (const table of ['plans', 'receipts', 'finished'] as const)
            await tx.deleteFrom(table).where('run', '=', run.id).execute();
          await tx.deleteFrom('runs').where('id', '=', run.id).execute();
          return true;
        });
        if (!found) return forgotten;
      }
    },
  };
}
