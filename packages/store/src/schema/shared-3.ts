import type { Migration } from './migration.ts';
import type { SharedSchema } from './shared.ts';

export const eventTables: Migration<SharedSchema> = async (db, { text }) => {
  await db.schema
    .createTable('events')
    .addColumn('seq', 'bigint', (column) => column.primaryKey().notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('account', text, (column) => column.notNull())
    .addColumn('run', text)
    .addColumn('event', text, (column) => column.notNull())
    .addColumn('data', text, (column) => column.notNull())
    .execute();
  for (const column of ['account', 'run'] as const)
    await db.schema
      .createIndex(`events_by_${column}`)
      .on('events')
      .columns([column, 'seq'])
      .execute();
  await db.schema
    .createTable('event_span')
    .addColumn('first', 'bigint', (column) => column.notNull())
    .addColumn('last', 'bigint', (column) => column.notNull())
    .execute();
  await db.insertInto('event_span').values({ first: 0, last: 0 }).execute();
};
