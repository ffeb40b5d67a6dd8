import type { CatalogueDiff, CatalogueFile, Clock } from '@earmark/core';
import { type Kysely, sql } from 'kysely';
import type { AccountSchema } from '../schema/account.ts';
import { createSaveAlbums, removeAlbums } from './albums.ts';
import { type Database, prepared } from './database.ts';
import { fileColumns, partsOf, valuesOf } from './files.ts';
import { refreshContents } from './read-model/contents.ts';
import { touch } from './read-model/revision.ts';
import { refreshSilent } from './read-model/silent.ts';
import { refreshStanding } from './read-model/standing.ts';
import { chunks } from './rows.ts';

const filesAtOnce = 50;
const idsAtOnce = 500;
/** Up to so many, as those that a job wrote, are written beside other ones. */
const fewFiles = 8;

/** The writing side of the catalogue, made for tens of thousands of files in one transaction. */
export function createApply(
  { db, write }: Database<AccountSchema>,
  clock: Clock,
): (diff: CatalogueDiff) => Promise<void> {
  const puts = new Map<number, ReturnType<typeof createPut>>();
  /** A statement for so many files, built once. */
  function putOf(count: number): ReturnType<typeof createPut> {
    const put = puts.get(count) ?? createPut(db, count, clock);
    puts.set(count, put);
    return put;
  }
  const saveAlbums = createSaveAlbums(db);

  /** False where other albums than those are concerned, and nothing was done. */
  async function applyTo(
    tx: Kysely<AccountSchema>,
    diff: CatalogueDiff,
    albums?: ReadonlySet<string>,
  ): Promise<boolean> {
    const { put = [], remove = [], putAlbums = [], removeAlbums: goneAlbums = [] } = diff;
    const changed = await albumsOf(tx, [...remove, ...put.map(({ id }) => id)]);
    for (const { album } of put) if (album !== undefined) changed.add(album);
    if (albums && [...changed].some((album) => !albums.has(album))) return false;
    for (const ids of chunks(remove, idsAtOnce))
      await tx.deleteFrom('files').where('id', 'in', ids).execute();
    for (const ids of chunks(goneAlbums, idsAtOnce)) await removeAlbums(tx, ids);
    await saveAlbums(tx, putAlbums);
    // One statement may not meet a row twice.
    const files = [...new Map(put.map((file) => [file.id, file])).values()];
    for (const chunk of chunks(files, filesAtOnce)) await putOf(chunk.length)(tx, chunk);
    for (const { id } of putAlbums) changed.add(id);
    await refreshContents(tx, changed);
    await refreshStanding(tx, [...changed]);
    await refreshSilent(
      tx,
      putAlbums.map(({ id }) => id),
    );
    await touch(tx);
    return true;
  }

  return async (diff) => {
    const { put = [], remove = [], putAlbums = [], removeAlbums: goneAlbums = [] } = diff;
    const isSmall =
      put.length <= fewFiles && ![remove, putAlbums, goneAlbums].some((each) => each.length > 0);
    if (isSmall) {
      const albums = await albumsOf(
        db,
        put.map(({ id }) => id),
      );
      for (const { album } of put) if (album !== undefined) albums.add(album);
      const folders = put.map(({ root, path }) => `${root}:${partsOf(path).folder}`);
      const parts = [...albums, ...folders];
      if (await write('catalogue', (tx) => applyTo(tx, diff, albums), { parts })) return;
    }
    await write('catalogue', (tx) => applyTo(tx, diff));
  };
}

/** The albums that these files belong to so far. */
async function albumsOf(tx: Kysely<AccountSchema>, files: readonly string[]): Promise<Set<string>> {
  const albums = new Set<string>();
  for (const ids of chunks(files, idsAtOnce)) {
    const rows = await tx
      .selectFrom('files')
      .select('album')
      .distinct()
      .where('id', 'in', ids)
      .execute();
    for (const { album } of rows) if (album !== null) albums.add(album);
  }
  return albums;
}

function createPut(db: Kysely<AccountSchema>, count: number, clock: Clock) {
  const empty = Object.fromEntries([...fileColumns, 'added_at'].map((column) => [column, '']));
  const clear = prepared(db, (build) => {
    const place = sql`(${''}, ${''}, ${''}, ${''})`;
    const places = sql.join(Array.from({ length: count }, () => place));
    return build
      .deleteFrom('files')
      .where(
        'id',
        'in',
        sql<string>`(select there.id from (values ${places}) as place join files as there on there.root = place.column1 and there.folder = place.column2 and there.name = place.column3 where there.id <> place.column4)`,
      );
  });
  const insert = prepared(db, (build) =>
    build
      .insertInto('files')
      .values(Array.from({ length: count }, () => empty as never))
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet(({ ref }) => ({
          ...Object.fromEntries(fileColumns.map((name) => [name, ref(`excluded.${name}`)])),
          essence: keptWhereUnchanged('essence'),
          probe: keptWhereUnchanged('probe'),
        })),
      ),
  );

  return async (tx: Kysely<AccountSchema>, files: readonly CatalogueFile[]): Promise<void> => {
    await clear(
      tx,
      files.flatMap(({ id, root, path }) => {
        const { folder, name } = partsOf(path);
        return [root, folder, name, id];
      }),
    );
    const now = clock.now();
    await insert(
      tx,
      files.flatMap((file) => [...valuesOf(file), now]),
    );
  };
}

/** What was found out about the content at a price stays as long as the content does. */
function keptWhereUnchanged(column: 'essence' | 'probe') {
  const [ours, theirs] = [sql.ref(`files.${column}`), sql.ref(`excluded.${column}`)];
  return sql<string>`coalesce(${theirs}, case when files.size = excluded.size and files.mtime_ns = excluded.mtime_ns and files.inode = excluded.inode then ${ours} end)`;
}
