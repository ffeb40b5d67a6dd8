import { type EventLog, eventPage, type LoggedEvent, listenFirst } from '@earmark/core';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { EventTable, SharedSchema } from '../schema/shared.ts';
import type { Database } from './database.ts';
import { chunks, parsed, present } from './rows.ts';

const rowsAtOnce = 100;
/** What is forgotten goes in portions, so that those who append wait for one at most. */
const forgottenAtOnce = 5000;

export function createEventLog(database: Database<SharedSchema>): EventLog {
  const { db, write, notify, changes } = database;
  const spanOf = (from: Kysely<SharedSchema>) =>
    from.selectFrom('event_span').select(['first', 'last']).executeTakeFirstOrThrow();

  return {
    async append(events) {
      if (events.length === 0) return [];
      // Numbers are given and become visible in one order, as nobody else appends meanwhile.
      const numbers = await write('events', async (tx) => {
        const { first, last } = await spanOf(tx);
        const rows = events.map(({ at, account, run = null, event, data }, index) => {
          return { seq: last + 1 + index, at, account, run, event, data: JSON.stringify(data) };
        });
        for (const chunk of chunks(rows, rowsAtOnce))
          await tx.insertInto('events').values(chunk).execute();
        const span = { first: Math.max(first, 1), last: last + rows.length };
        await tx.updateTable('event_span').set(span).execute();
        return rows.map(({ seq }) => seq);
      });
      notify('events');
      return numbers;
    },
    async list({ since, account, run, events, limit = eventPage }) {
      let query = db
        .selectFrom('events')
        .selectAll()
        .where('seq', '>', since)
        .orderBy('seq')
        .limit(limit);
      if (account !== undefined) query = query.where('account', '=', account);
      if (run !== undefined) query = query.where('run', '=', run);
      if (events !== undefined)
        query =
          events.length > 0 ? query.where('event', 'in', events) : query.where(sql.lit(false));
      return (await query.execute()).map(eventOf);
    },
    span: () => spanOf(db),
    changes: (signal) => listenFirst(changes('events', signal)),
    async prune({ before, keep }) {
      let forgotten = 0;
      for (;;) {
        const gone = await write('events', async (tx) => {
          const { first, last } = await spanOf(tx);
          const firstKept = await tx
            .selectFrom('events')
            .select('seq')
            .where('seq', '>', last - keep)
            .where('at', '>=', before)
            .orderBy('seq')
            .limit(1)
            .executeTakeFirst();
          const next = Math.min(firstKept?.seq ?? last + 1, first + forgottenAtOnce);
          if (last === 0 || next <= first) return 0;
          await tx.deleteFrom('events').where('seq', '<', next).execute();
          await tx.updateTable('event_span').set({ first: next }).execute();
          return next - first;
        });
        if (gone === 0) return forgotten;
        forgotten += gone;
      }
    },
  };
}

function eventOf({ seq, at, account, run, event, data }: Selectable<EventTable>): LoggedEvent {
  return { seq, at, account, event, data: parsed(data), ...present({ run }) };
}
