import type { Catalogue, CatalogueAlbum } from '@earmark/core';
import type { Kysely, Selectable } from 'kysely';
import type { AccountSchema, AlbumTable } from '../schema/account.ts';
import type { Database } from './database.ts';
import { paged, parsed, present } from './rows.ts';

export function createAlbumQueries({
  db,
}: Database<AccountSchema>): Pick<Catalogue, 'album' | 'albums'> {
  return {
    async album(id) {
      const row = await db.selectFrom('albums').selectAll().where('id', '=', id).executeTakeFirst();
      return row && albumOf(row);
    },
    async albums({ root, folder, creator, ...page } = {}) {
      let query = db
        .selectFrom('albums')
        .selectAll()
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

export async function saveAlbum(tx: Kysely<AccountSchema>, album: CatalogueAlbum): Promise<void> {
  const { id, root, folder, kind, title, year } = album;
  const row = {
    root,
    folder,
    kind,
    title,
    creators: JSON.stringify(album.creators),
    year: year ?? null,
  };
  await tx
    .insertInto('albums')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  await tx.deleteFrom('album_creators').where('album', '=', id).execute();
  const creators = [...new Set(album.creators)].map((creator) => ({ creator, album: id }));
  if (creators.length > 0) await tx.insertInto('album_creators').values(creators).execute();
}

export async function removeAlbums(
  tx: Kysely<AccountSchema>,
  ids: readonly string[],
): Promise<void> {
  await tx.deleteFrom('album_creators').where('album', 'in', ids).execute();
  await tx.deleteFrom('albums').where('id', 'in', ids).execute();
}

function albumOf(row: Selectable<AlbumTable>): CatalogueAlbum {
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
