import type { Catalogue, CatalogueAlbum } from '@earmark/core';
import type { Kysely, Selectable } from 'kysely';
import type { AccountSchema, AlbumTable } from '../schema/account.ts';
import { type Database, prepared } from './database.ts';
import { chunks, paged, parsed, present } from './rows.ts';

export function createAlbumQueries({
  db,
}: Database<AccountSchema>): Pick<Catalogue, 'album' | 'albums'> {
  return {
    async album(id) {
      const row = await db
        .selectFrom('albums')
        .select(albumColumns)
        .where('id', '=', id)
        .executeTakeFirst();
      return row && albumOf(row);
    },
    async albums({ root, folder, creator, ...page } = {}) {
      let query = db
        .selectFrom('albums')
        .select(albumColumns)
        .orderBy('root')
        .orderBy('folder')
        .orderBy('id');
      if (root !== undefined) query = query.where('root', '=', root);
      if (folder !== undefined) query = query.where('folder', '=', folder);
      if (creator !== undefined) {
        query = query.where('id', 'in', (nested) =>
          nested.selectFrom('album_creators').select('album').where('creator', '=', creator),
        );
      }
      return (await paged(query, page).execute()).map(albumOf);
    },
  };
}

const albumsAtOnce = 50;
const albumColumns = ['id', 'root', 'folder', 'kind', 'title', 'creators', 'year'] as const;

/** Saves albums and who made them; of one id the last counts. */
export function createSaveAlbums(
  db: Kysely<AccountSchema>,
): (tx: Kysely<AccountSchema>, albums: readonly CatalogueAlbum[]) => Promise<void> {
  const many = createSave(db, albumsAtOnce);
  const one = createSave(db, 1);
  return async (tx, albums) => {
    const distinct = [...new Map(albums.map((album) => [album.id, album])).values()];
    for (const chunk of chunks(distinct, albumsAtOnce)) {
      if (chunk.length === albumsAtOnce) await many(tx, chunk);
      else for (const album of chunk) await one(tx, [album]);
    }
  };
}

function createSave(db: Kysely<AccountSchema>, count: number) {
  const empty = Object.fromEntries(albumColumns.map((column) => [column, '']));
  const insert = prepared(db, (build) =>
    build
      .insertInto('albums')
      .values(Array.from({ length: count }, () => empty as never))
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet(({ ref }) =>
            Object.fromEntries(albumColumns.map((name) => [name, ref(`excluded.${name}`)])),
          ),
      ),
  );
  const forget = prepared(db, (build) =>
    build.deleteFrom('album_creators').where(
      'album',
      'in',
      Array.from({ length: count }, () => ''),
    ),
  );
  return async (tx: Kysely<AccountSchema>, albums: readonly CatalogueAlbum[]): Promise<void> => {
    await insert(tx, albums.flatMap(valuesOf));
    await forget(
      tx,
      albums.map(({ id }) => id),
    );
    const creators = albums.flatMap((album) =>
      [...new Set(album.creators)].map((creator) => ({ creator, album: album.id })),
    );
    for (const chunk of chunks(creators, 500))
      await tx.insertInto('album_creators').values(chunk).execute();
  };
}

/** In the order of `albumColumns`. */
function valuesOf(album: CatalogueAlbum): readonly unknown[] {
  const { id, root, folder, kind, title, creators, year } = album;
  return [id, root, folder, kind, title, JSON.stringify(creators), year ?? null];
}

export async function removeAlbums(
  tx: Kysely<AccountSchema>,
  ids: readonly string[],
): Promise<void> {
  await tx.deleteFrom('album_creators').where('album', 'in', ids).execute();
  await tx.deleteFrom('album_terms').where('album', 'in', ids).execute();
  await tx.deleteFrom('albums').where('id', 'in', ids).execute();
}

function albumOf(row: Pick<Selectable<AlbumTable>, (typeof albumColumns)[number]>): CatalogueAlbum {
  const { id, root, folder, title } = row;
  return {
    id,
    root,
    folder,
    kind: row.kind as CatalogueAlbum['kind'],
    title,
    creators: parsed(row.creators),
    ...present({ year: row.year }),
  };
}
