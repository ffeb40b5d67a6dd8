import type { Migration } from './migration.ts';
import type { SharedSchema } from './shared.ts';

export const sharedTables: Migration<SharedSchema> = async ({ schema }, { sequence, text }) => {
  await schema
    .createTable('bookings')
    .addColumn('seq', sequence)
    .addColumn('host', text, (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
  await schema.createIndex('bookings_by_time').on('bookings').columns(['host', 'at']).execute();
  await schema
    .createTable('budgets')
    .addColumn('host', text, (column) => column.primaryKey().notNull())
    .addColumn('day', 'integer', (column) => column.notNull())
    .addColumn('used', 'integer', (column) => column.notNull())
    .addColumn('window_ms', 'bigint', (column) => column.notNull())
    .execute();
  await schema
    .createTable('parkings')
    .addColumn('host', text, (column) => column.primaryKey().notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .addColumn('reason', text, (column) => column.notNull())
    .execute();
  await schema
    .createTable('failures')
    .addColumn('host', text, (column) => column.primaryKey().notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
  await schema
    .createTable('samples')
    .addColumn('seq', sequence)
    .addColumn('field', text, (column) => column.notNull())
    .addColumn('belief', 'double precision', (column) => column.notNull())
    .addColumn('correct', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
  await schema.createIndex('samples_by_field').on('samples').columns(['field', 'seq']).execute();
  await schema
    .createTable('roots')
    .addColumn('account', text, (column) => column.notNull())
    .addColumn('host', text, (column) => column.notNull())
    .addColumn('id', text, (column) => column.notNull())
    .addColumn('path', text, (column) => column.notNull())
    .addColumn('read_only', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('roots_key', ['account', 'host', 'id'])
    .execute();
};
