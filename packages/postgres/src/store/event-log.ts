import type { EventLog } from '@earmark/core';
import type { SharedSchema } from '@earmark/store/kysely';
import { sql } from 'kysely';
import type { PostgresDatabase } from './database.ts';

/**
 * The store's event log, for many processes that append: the numbers are taken and used by one statement, so that
 * the others wait while the server works, and not while a process does. They still become visible in one order, as
 * the row of the span is locked until the statement is committed.
 */
export function createPostgresEventLog(
  log: EventLog,
  { db, notify }: PostgresDatabase<SharedSchema>,
): EventLog {
  return {
    ...log,
    async append(events) {
      if (events.length === 0) return [];
      const rows = events.map(({ at, account, run = null, event, data }) => [
        at,
        account,
        run,
        event,
        JSON.stringify(data),
      ]);
      const { rows: spans } = await sql<{ last: number }>`
        with span as (
          update event_span set first = greatest(first, 1), last = last + ${events.length} returning last
        ), added as (
          insert into events (seq, at, account, run, event, data)
          select span.last - ${events.length} + row.number, (row.value ->> 0)::bigint, row.value ->> 1,
            row.value ->> 2, row.value ->> 3, row.value ->> 4
          from span, json_array_elements(${JSON.stringify(rows)}::json) with ordinality as row(value, number)
        )
        select last from span`.execute(db);
      const last = spans[0]?.last ?? 0;
      notify('events');
      return events.map((_, index) => last - events.length + 1 + index);
    },
  };
}
