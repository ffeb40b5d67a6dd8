import { sql } from 'kysely';
import type { AccountSchema } from './account.ts';
import type { Migration } from './migration.ts';

export const accountTables: Migration<AccountSchema> = async ({ schema }, { sequence, text }) => {
  await schema
    .createTable('runs')
    .addColumn('seq', sequence)
    .addColumn('id', text, (column) => column.notNull().unique())
    .addColumn('pipeline', text, (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('outcome', text)
    .addColumn('counts', text, (column) => column.notNull())
    .addColumn('host', text, (column) => column.notNull())
    .addColumn('pid', 'integer', (column) => column.notNull())
    .addColumn('request', text)
    .execute();
  await schema.createIndex('runs_by_start').on('runs').columns(['started_at', 'seq']).execute();

  await schema
    .createTable('finished')
    .addColumn('run', text, (column) => column.notNull())
    .addColumn('subject', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('finished_key', ['run', 'subject'])
    .execute();
  await schema
    .createTable('subjects')
    .addColumn('id', text, (column) => column.primaryKey().notNull())
    .addColumn('record', text, (column) => column.notNull())
    .execute();

  await schema
    .createTable('decisions')
    .addColumn('seq', sequence)
    .addColumn('run', text, (column) => column.notNull())
    .addColumn('id', text, (column) => column.notNull())
    .addColumn('subject', text, (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('title', text, (column) => column.notNull())
    .addColumn('decision', text, (column) => column.notNull())
    .addColumn('latest', 'integer', (column) => column.notNull())
    .addUniqueConstraint('decisions_key', ['run', 'id'])
    .execute();
  await schema.createIndex('decisions_by_id').on('decisions').column('id').execute();
  await schema.createIndex('decisions_by_subject').on('decisions').column('subject').execute();

  await schema
    .createTable('plans')
    .addColumn('seq', sequence)
    .addColumn('id', text, (column) => column.notNull().unique())
    .addColumn('run', text, (column) => column.notNull())
    .addColumn('sink', text, (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('target', text, (column) => column.notNull())
    .addColumn('decisions', text, (column) => column.notNull())
    .addColumn('plan', text, (column) => column.notNull())
    .addColumn('status', text, (column) => column.notNull())
    .addColumn('fault', text)
    .execute();
  await schema.createIndex('plans_by_run').on('plans').column('run').execute();
  await schema.createIndex('plans_by_target').on('plans').column('target').execute();
  await schema
    .createIndex('plans_open')
    .on('plans')
    .column('seq')
    .where(sql.ref('status'), '=', sql.lit('planned'))
    .execute();

  await schema
    .createTable('receipts')
    .addColumn('seq', sequence)
    .addColumn('id', text, (column) => column.notNull().unique())
    .addColumn('run', text, (column) => column.notNull())
    .addColumn('sink', text, (column) => column.notNull())
    .addColumn('target', text, (column) => column.notNull())
    .addColumn('decisions', text, (column) => column.notNull())
    .addColumn('receipt', text, (column) => column.notNull())
    .addColumn('undoes', text)
    .addColumn('undone_by', text)
    .execute();
  await schema.createIndex('receipts_by_run').on('receipts').column('run').execute();
  await schema.createIndex('receipts_by_target').on('receipts').column('target').execute();
};
