import type { SharedStore } from '@earmark/core';
import type { SharedSchema } from '../schema/shared.ts';
import { type Database, prepared } from './database.ts';

const dayMs = 86_400_000;

/** Rolling windows and budgets by UTC day, in one short transaction for each request. */
export function createBook({ db, write }: Database<SharedSchema>): SharedStore['book'] {
  const budgetOf = prepared(db, (build) =>
    build.selectFrom('budgets').select(['day', 'used', 'window_ms']).where('host', '=', ''),
  );
  const forget = prepared(db, (build) =>
    build
      .deleteFrom('bookings')
      .where('host', '=', '')
      .where((booking) => booking.or([booking('at', '<=', 0), booking('at', '>=', 0)])),
  );
  const earlier = prepared(db, (build) =>
    build
      .selectFrom('bookings')
      .select('at')
      .where('host', '=', '')
      .where('at', '>', 0)
      .orderBy('at', 'desc')
      .limit(1)
      .offset(0),
  );
  const insert = prepared(db, (build) => build.insertInto('bookings').values({ host: '', at: 0 }));
  const spend = prepared(db, (build) =>
    build
      .insertInto('budgets')
      .values({ host: '', day: 0, used: 0, window_ms: 0 })
      .onConflict((conflict) =>
        conflict.column('host').doUpdateSet(({ ref }) => ({
          day: ref('excluded.day'),
          used: ref('excluded.used'),
          window_ms: ref('excluded.window_ms'),
        })),
      ),
  );

  return (host, { requests, perMs, perDay }, now) =>
    write(`bookings ${host}`, async (tx) => {
      const day = Math.floor(now / dayMs);
      const budget = (await budgetOf(tx, [host])).rows[0];
      const used = budget?.day === day ? budget.used : 0;
      if (perDay !== undefined && used >= perDay)
        return { waitMs: (day + 1) * dayMs - now, exhausted: true };

      const windowMs = Math.max(budget?.window_ms ?? 0, perMs);
      // A booking far ahead of now was made before the machine's clock was set back.
      await forget(tx, [host, now - windowMs, now + windowMs]);
      const oldest = await earlier(tx, [host, now - perMs, 1, Math.max(1, requests) - 1]);
      const at = oldest.rows[0]?.at;
      if (at !== undefined) return { waitMs: Math.max(1, at + perMs - now) };
      await insert(tx, [host, now]);
      await spend(tx, [host, day, used + 1, windowMs]);
      return { waitMs: 0 };
    });
}
