import type { Reviews } from '@earmark/core';
import type { AccountSchema } from '../schema/account.ts';
import type { Database } from './database.ts';
import { listed } from './read-model/standing.ts';
import { paged, parsed } from './rows.ts';

type Sayings = Pick<
  Reviews,
  'lock' | 'unlock' | 'locked' | 'locks' | 'rejected' | 'pin' | 'unpin' | 'pinned'
>;

/** What people said beyond single answers: locked fields, refused values, chosen releases. */
export function createSayings({ db, write }: Database<AccountSchema>): Sayings {
  return {
    async lock(subject, field, by, at) {
      const row = { locked_by: by, locked_at: at };
      const save = async (tx: typeof db) => {
        await tx
          .insertInto('locks')
          .values({ subject, field, ...row })
          .onConflict((conflict) => conflict.columns(['subject', 'field']).doUpdateSet(row))
          .execute();
        await listed(tx, subject);
      };
      await write('reviews', save, { durable: true });
    },
    async unlock(subject, field) {
      await write('reviews', async (tx) => {
        await tx
          .deleteFrom('locks')
          .where('subject', '=', subject)
          .where('field', '=', field)
          .execute();
        await listed(tx, subject);
      });
    },
    async locked(subject) {
      const rows = await db
        .selectFrom('locks')
        .select('field')
        .where('subject', '=', subject)
        .orderBy('field')
        .execute();
      return rows.map(({ field }) => field);
    },
    async locks(page = {}) {
      const query = db
        .selectFrom('locks')
        .select(['subject', 'field', 'locked_by as by', 'locked_at as at'])
        .orderBy('subject')
        .orderBy('field');
      return paged(query, page).execute();
    },

    async rejected(subject) {
      const rows = await db
        .selectFrom('reviews')
        .select(['field', 'value_after'])
        .where('subject', '=', subject)
        .where((row) =>
          row.or([row('status', '=', 'rejected'), row('edited', '<>', row.ref('value_after'))]),
        )
        .orderBy('queued_at')
        .orderBy('decision')
        .execute();
      return rows.map(({ field, value_after }) => ({
        field,
        value: parsed<readonly string[]>(value_after).join('; '),
      }));
    },
    async pin(subject, source, candidate) {
      await db
        .insertInto('pins')
        .values({ subject, source, candidate })
        .onConflict((conflict) =>
          conflict.columns(['subject', 'source']).doUpdateSet({ candidate }),
        )
        .execute();
    },
    async unpin(subject, source) {
      await db
        .deleteFrom('pins')
        .where('subject', '=', subject)
        .where('source', '=', source)
        .execute();
    },
    async pinned(subject) {
      const rows = await db
        .selectFrom('pins')
        .select(['source', 'candidate'])
        .where('subject', '=', subject)
        .execute();
      return Object.fromEntries(rows.map(({ source, candidate }) => [source, candidate]));
    },
  };
}
