import { sql } from 'kysely';
import type { AccountSchema } from './account.ts';
import type { Migration } from './migration.ts';

export const libraryTables: Migration<AccountSchema> = async ({ schema }, { sequence, text }) => {
  await schema
    .createTable('files')
    .addColumn('id', text, (column) => column.primaryKey().notNull())
    .addColumn('root', text, (column) => column.notNull())
    .addColumn('folder', text, (column) => column.notNull())
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('size', 'bigint', (column) => column.notNull())
    .addColumn('mtime_ns', text, (column) => column.notNull())
    .addColumn('inode', text, (column) => column.notNull())
    .addColumn('album', text)
    .addColumn('format', text)
    .addColumn('fields', text, (column) => column.notNull())
    .addColumn('complete', 'integer', (column) => column.notNull())
    .addColumn('duration', 'double precision')
    .addColumn('pictures', 'integer', (column) => column.notNull())
    .addColumn('chapters', 'integer', (column) => column.notNull())
    .addColumn('essence', text)
    .addColumn('fault_code', text)
    .addColumn('fault_message', text)
    .addColumn('probe', text)
    .execute();
  await schema
    .createIndex('files_by_path')
    .unique()
    .on('files')
    .columns(['root', 'folder', 'name'])
    .execute();
  await schema.createIndex('files_by_inode').on('files').columns(['root', 'inode']).execute();
  await schema.createIndex('files_by_album').on('files').column('album').execute();
  await schema
    .createIndex('files_by_essence')
    .on('files')
    .column('essence')
    .where(sql.ref('essence'), 'is not', sql.lit(null))
    .execute();
  await schema
    .createIndex('files_failed')
    .on('files')
    .column('root')
    .where(sql.ref('fault_code'), 'is not', sql.lit(null))
    .execute();

  await schema
    .createTable('albums')
    .addColumn('id', text, (column) => column.primaryKey().notNull())
    .addColumn('root', text, (column) => column.notNull())
    .addColumn('folder', text, (column) => column.notNull())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('title', text, (column) => column.notNull())
    .addColumn('creators', text, (column) => column.notNull())
    .addColumn('year', 'integer')
    .execute();
  await schema
    .createIndex('albums_by_folder')
    .on('albums')
    .columns(['root', 'folder', 'id'])
    .execute();
  await schema
    .createTable('album_creators')
    .addColumn('creator', text, (column) => column.notNull())
    .addColumn('album', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('album_creators_key', ['creator', 'album'])
    .execute();
  await schema.createIndex('creators_by_album').on('album_creators').column('album').execute();

  await schema
    .createTable('jobs')
    .addColumn('seq', sequence)
    .addColumn('id', text, (column) => column.notNull().unique())
    .addColumn('topic', text, (column) => column.notNull())
    .addColumn('payload', text, (column) => column.notNull())
    .addColumn('priority', 'double precision', (column) => column.notNull())
    .addColumn('key', text)
    .addColumn('status', text, (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('max_attempts', 'integer', (column) => column.notNull())
    .addColumn('not_before', 'bigint', (column) => column.notNull())
    .addColumn('lease_until', 'bigint')
    .addColumn('worker', text)
    .addColumn('fault', text)
    .addColumn('progress', 'double precision')
    .execute();
  await schema
    .createIndex('jobs_in_order')
    .on('jobs')
    .columns(['status', 'priority desc', 'seq'])
    .execute();
  await schema.createIndex('jobs_by_key').on('jobs').columns(['topic', 'key']).execute();
};
