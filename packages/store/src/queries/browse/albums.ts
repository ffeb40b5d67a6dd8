import { type AlbumQuery, type AlbumRow, albumOrder, type Browse } from '@earmark/core';
import type { Kysely, Selectable } from 'kysely';
import type { AccountSchema, AlbumTable } from '../../schema/account.ts';
import { parsed, present } from '../rows.ts';
import { albumFilters } from './album-filters.ts';
import { foundBy } from './found.ts';
import type { Ask } from './kept.ts';
import { listPage } from './page.ts';

const columns = {
  title: ['title_key'],
  creator: ['creator_key'],
  year: ['year'],
  added: ['added_at'],
  changed: ['changed_at'],
  confidence: ['confidence'],
  health: ['health'],
  folder: ['root', 'folder'],
} as const satisfies Record<NonNullable<AlbumQuery['sort']>, readonly string[]>;

export function createAlbumLists(
  db: Kysely<AccountSchema>,
  ask: Ask,
): Pick<Browse, 'albums' | 'album'> {
  return {
    async albums(query = {}) {
      const found = await foundBy(db, 'albums', albumFilters(query));
      const order = albumOrder(query);
      const list = { found, order, columns: columns[query.sort ?? 'title'], id: 'id', item: rowOf };
      return listPage<Selectable<AlbumTable>, AlbumRow>(db, ask, list, query);
    },
    async album(id) {
      const row = await db.selectFrom('albums').selectAll().where('id', '=', id).executeTakeFirst();
      return row && rowOf(row);
    },
  };
}

function rowOf(row: Selectable<AlbumTable>): AlbumRow {
  const { id, title, root, folder, files, pictures } = row;
  return {
    id,
    title,
    root,
    folder,
    files,
    pictures,
    kind: row.kind as AlbumRow['kind'],
    creators: parsed(row.creators),
    genres: parsed(row.genres),
    formats: parsed(row.formats),
    durationSeconds: row.duration,
    completeness: row.completeness as AlbumRow['completeness'],
    state: row.state as AlbumRow['state'],
    pendingReviews: Number(row.pending),
    locked: Number(row.locked) > 0,
    addedAt: row.added_at,
    ...present({
      year: row.year,
      band: row.band as AlbumRow['band'] | null,
      confidence: row.confidence,
      health: row.health,
      changedAt: row.changed_at,
    }),
  };
}
