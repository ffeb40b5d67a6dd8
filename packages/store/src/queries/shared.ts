import type { Clock, SharedStore } from '@earmark/core';
import type { SharedSchema } from '../schema/shared.ts';
import { createAudit } from './audit.ts';
import { createBook } from './book.ts';
import type { Database } from './database.ts';
import { createEventLog } from './event-log.ts';
import { createRecords } from './records.ts';
import { createRootQueries } from './roots.ts';
import { chunks } from './rows.ts';
import { createSecretRows } from './secrets.ts';

const samplesAtOnce = 100;

/** What accounts share, over any database that has its tables. */
export function createSharedStore(database: Database<SharedSchema>, clock: Clock): SharedStore {
  const { db, write } = database;
  return {
    ...createRootQueries(database),
    book: createBook(database),
    records: createRecords(database, clock),
    audit: createAudit(database),
    events: createEventLog(database),
    secrets: createSecretRows(database),
    async park(host, until, reason) {
      await db
        .insertInto('parkings')
        .values({ host, until, reason })
        .onConflict((conflict) =>
          conflict
            .column('host')
            .doUpdateSet({ until, reason })
            .where('parkings.until', '<', until),
        )
        .execute();
    },
    async parked(host, now) {
      return db
        .selectFrom('parkings')
        .select(['until', 'reason'])
        .where('host', '=', host)
        .where('until', '>', now)
        .executeTakeFirst();
    },
    async noteFailure(host, at) {
      if (at === null) {
        await db.deleteFrom('failures').where('host', '=', host).execute();
        return 0;
      }
      return write(`failures ${host}`, async (tx) => {
        const { count } = await tx
          .insertInto('failures')
          .values({ host, count: 1, at })
          .onConflict((conflict) =>
            conflict
              .column('host')
              .doUpdateSet(({ eb, ref }) => ({ count: eb(ref('failures.count'), '+', 1), at })),
          )
          .returning('count')
          .executeTakeFirstOrThrow();
        return count;
      });
    },

    async addSamples(samples) {
      await write('samples', async (tx) => {
        for (const some of chunks(samples, samplesAtOnce)) {
          const rows = some.map(({ field, belief, right, at }) => ({
            field,
            belief,
            correct: right ? 1 : 0,
            at,
          }));
          await tx.insertInto('samples').values(rows).execute();
        }
      });
    },
    async samples(field) {
      const rows = await db
        .selectFrom('samples')
        .select(['belief', 'correct', 'at'])
        .where('field', '=', field)
        .orderBy('seq')
        .execute();
      return rows.map(({ belief, correct, at }) => ({ field, belief, right: correct === 1, at }));
    },
  };
}
