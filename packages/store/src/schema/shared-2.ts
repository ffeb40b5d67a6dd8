import { sql } from 'kysely';
import type { Migration } from './migration.ts';
import type { SharedSchema } from './shared.ts';

/** What people edit: records, and who changed what; and the secrets of accounts. */
export const documentTables: Migration<SharedSchema> = async (db, kinds) => {
  const { schema } = db;
  const { sequence, text } = kinds;
  await schema
    .createTable('record_commits')
    .addColumn('seq', sequence)
    .addColumn('id', text, (column) => column.notNull().unique())
    .execute();
  await schema
    .createTable('records')
    .addColumn('collection', text, (column) => column.notNull())
    .addColumn('key', text, (column) => column.notNull())
    .addColumn('value', text, (column) => column.notNull())
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint')
    .addPrimaryKeyConstraint('records_key', ['collection', 'key'])
    .execute();
  await schema
    .createIndex('records_expiring')
    .on('records')
    .column('expires_at')
    .where(sql.ref('expires_at'), 'is not', sql.lit(null))
    .execute();

  await schema
    .createTable('audit')
    .addColumn('seq', sequence)
    .addColumn('id', text, (column) => column.notNull().unique())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('person', text)
    .addColumn('key', text)
    .addColumn('account', text)
    .addColumn('what', text, (column) => column.notNull())
    .addColumn('target', text)
    .addColumn('before', text)
    .addColumn('after', text)
    .addColumn('address', text)
    .addColumn('request', text)
    .execute();
  for (const column of ['account', 'person', 'what'] as const)
    await schema.createIndex(`audit_by_${column}`).on('audit').columns([column, 'seq']).execute();
  for (const statement of kinds.appendOnly('audit')) await statement.execute(db);

  await schema
    .createTable('secrets')
    .addColumn('account', text, (column) => column.notNull())
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('sealed', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('secrets_key', ['account', 'name'])
    .execute();
};
