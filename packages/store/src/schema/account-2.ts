import type { AccountSchema } from './account.ts';
import type { Migration } from './migration.ts';

export const peopleTables: Migration<AccountSchema> = async ({ schema }, { text }) => {
  await schema
    .createTable('reviews')
    .addColumn('decision', text, (column) => column.primaryKey().notNull())
    .addColumn('subject', text, (column) => column.notNull())
    .addColumn('title', text, (column) => column.notNull())
    .addColumn('folded', text, (column) => column.notNull())
    .addColumn('field', text, (column) => column.notNull())
    .addColumn('value_before', text, (column) => column.notNull())
    .addColumn('value_after', text, (column) => column.notNull())
    .addColumn('confidence', 'double precision', (column) => column.notNull())
    .addColumn('band', text, (column) => column.notNull())
    .addColumn('queued_at', 'bigint', (column) => column.notNull())
    .addColumn('status', text, (column) => column.notNull())
    .addColumn('answered_by', text)
    .addColumn('answered_at', 'bigint')
    .addColumn('reason', text)
    .addColumn('edited', text)
    .execute();
  await schema
    .createIndex('reviews_in_order')
    .on('reviews')
    .columns(['status', 'confidence desc', 'queued_at', 'decision'])
    .execute();
  await schema
    .createIndex('reviews_by_subject')
    .on('reviews')
    .columns(['subject', 'field'])
    .execute();

  await schema
    .createTable('locks')
    .addColumn('subject', text, (column) => column.notNull())
    .addColumn('field', text, (column) => column.notNull())
    .addColumn('locked_by', text, (column) => column.notNull())
    .addColumn('locked_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('locks_key', ['subject', 'field'])
    .execute();
  await schema
    .createTable('pins')
    .addColumn('subject', text, (column) => column.notNull())
    .addColumn('source', text, (column) => column.notNull())
    .addColumn('candidate', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('pins_key', ['subject', 'source'])
    .execute();
  await schema
    .createTable('plugin_states')
    .addColumn('plugin', text, (column) => column.notNull())
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('content', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('plugin_states_key', ['plugin', 'name'])
    .execute();
};
