import { type Kysely, sql } from 'kysely';
import { fillContents } from '../queries/read-model/contents.ts';
import { refreshStanding } from '../queries/read-model/standing.ts';
import type { AccountSchema } from './account.ts';
import type { ColumnKinds, Migration, Progress } from './migration.ts';

/**
 * The read model: what lists show, filter and sort by, beside what it is about. Columns that follow from others are
 * the database's own; the rest is kept by the transactions that write what they show.
 */
export const browseTables: Migration<AccountSchema> = async (db, kinds, progress) => {
  await addColumns(db, kinds);
  await db.schema
    .createTable('album_terms')
    .addColumn('kind', kinds.text, (column) => column.notNull())
    .addColumn('term', kinds.text, (column) => column.notNull())
    .addColumn('album', kinds.text, (column) => column.notNull())
    .addPrimaryKeyConstraint('album_terms_key', ['kind', 'term', 'album'])
    .$call((table) => (kinds.withoutRowid ? table.modifyEnd(kinds.withoutRowid) : table))
    .execute();
  await db.schema.createTable('browse_revision').addColumn('revision', 'bigint').execute();
  await db.insertInto('browse_revision').values({ revision: 1 }).execute();
  await sql`update receipts set whole = (select d.whole from decisions d where d.id = ${kinds.firstOf('receipts.decisions')} limit 1)`.execute(
    db,
  );
  await fillAlbums(db, progress);
  for (const [table, name, columns] of indexes)
    await sql.raw(`create index ${table}_by_${name} on ${table} (${columns})`).execute(db);
};

const indexes = [
  ['albums', 'title', 'title_key, id'],
  ['albums', 'creator', 'creator_key, id'],
  ['albums', 'year', 'year, id'],
  ['albums', 'added', 'added_at, id'],
  ['albums', 'change', 'changed_at, id'],
  ['albums', 'confidence', 'confidence, id'],
  ['albums', 'health', 'health, id'],
  ['albums', 'state', 'state'],
  ['albums', 'band', 'band'],
  ['albums', 'completeness', 'completeness'],
  ['albums', 'lock', 'locked'],
  ['album_terms', 'album', 'album, kind, term'],
  ['files', 'size', 'size, id'],
  ['files', 'duration', 'duration, id'],
  ['files', 'added', 'added_at, id'],
  ['decisions', 'time', 'at, id'],
  ['receipts', 'time', 'at, id'],
  ['runs', 'time', 'started_at, id'],
  ['reviews', 'confidence', 'status, confidence, decision'],
  ['reviews', 'queue', 'status, queued_at, decision'],
  ['reviews', 'title', 'status, folded, decision'],
] as const;

/** Those that filling the albums needs come before it. */
async function addColumns(db: Kysely<AccountSchema>, kinds: ColumnKinds): Promise<void> {
  const { text, derived } = kinds;
  const whole = kinds.before('subject', '#');
  const statements = [
    derived('decisions', 'whole', text, whole),
    derived('decisions', 'field', text, kinds.json('decision', 'field')),
    derived('decisions', 'band', text, kinds.json('decision', 'band')),
    derived('decisions', 'confidence', 'double precision', kinds.json('decision', 'confidence')),
    derived('decisions', 'belief', 'double precision', kinds.json('decision', 'belief')),
    derived('reviews', 'whole', text, whole),
    derived('receipts', 'at', 'bigint', kinds.json('receipt', 'at')),
  ];
  for (const statement of statements) await statement.execute(db);
  const { schema } = db;
  await schema.alterTable('receipts').addColumn('whole', text).execute();
  await schema.alterTable('plans').addColumn('whole', text).execute();
  await schema.alterTable('files').addColumn('added_at', 'bigint').execute();
  for (const [name, type, initial] of albumColumns)
    await schema
      .alterTable('albums')
      .addColumn(name, type === 'text' ? text : type, (column) =>
        initial === null ? column : column.notNull().defaultTo(initial),
      )
      .execute();
  for (const table of ['decisions', 'reviews', 'receipts'] as const)
    await schema.createIndex(`${table}_by_whole`).on(table).column('whole').execute();
  await schema.createIndex('plans_by_whole').on('plans').columns(['whole', 'status']).execute();
}

const albumColumns = [
  ['title_key', 'text', ''],
  ['creator_key', 'text', ''],
  ['genres', 'text', '[]'],
  ['formats', 'text', '[]'],
  ['files', 'integer', 0],
  ['duration', 'double precision', 0],
  ['pictures', 'integer', 0],
  ['completeness', 'text', 'untagged'],
  ['faulty', 'integer', 0],
  ['added_at', 'bigint', 0],
  ['band', 'text', null],
  ['confidence', 'double precision', null],
  ['state', 'text', 'unknown'],
  ['health', 'double precision', null],
  ['pending', 'integer', 0],
  ['locked', 'integer', 0],
  ['changed_at', 'bigint', null],
] as const;

const albumsAtOnce = 500;

async function fillAlbums(db: Kysely<AccountSchema>, progress: Progress): Promise<void> {
  const { total } = await db
    .selectFrom('albums')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  for (let done = 0, after = ''; ; ) {
    const rows = await db
      .selectFrom('albums')
      .select(['id', 'root', 'folder', 'kind', 'title', 'creators', 'year'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(albumsAtOnce)
      .execute();
    const last = rows.at(-1);
    if (last === undefined) return;
    await fillContents(db, rows);
    await refreshStanding(
      db,
      rows.map(({ id }) => id),
    );
    after = last.id;
    done += rows.length;
    progress(done, Number(total));
  }
}
