import { type Browse, type FileQuery, type FileRow, fileOrder } from '@earmark/core';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { AccountSchema, FileTable } from '../../schema/account.ts';
import { fileOf } from '../files.ts';
import { addedBefore } from '../read-model/contents.ts';
import { wordFilters } from './album-filters.ts';
import { foundBy } from './found.ts';
import type { Ask } from './kept.ts';
import { listPage } from './page.ts';

const columns = {
  path: ['root', 'folder', 'name'],
  size: ['size'],
  added: ['added_at'],
  duration: ['duration'],
} as const satisfies Record<NonNullable<FileQuery['sort']>, readonly string[]>;
/** An album has a dozen of them. */
const fewAlbums = 250;

export function createFileLists(db: Kysely<AccountSchema>, ask: Ask): Pick<Browse, 'files'> {
  return {
    async files(query = {}) {
      const words = wordFilters(query.text).map(({ ids }) => ({
        ids,
        where: sql`files.album in (${ids})`,
      }));
      const found = await foundBy(db, 'files', words, fewAlbums);
      const where = [...found.where];
      for (const column of ['root', 'folder', 'album', 'format'] as const)
        if (query[column] !== undefined)
          where.push(sql`${sql.ref(`files.${column}`)} = ${query[column]}`);
      if (query.failed !== undefined)
        where.push(
          query.failed ? sql`files.fault_code is not null` : sql`files.fault_code is null`,
        );
      const list = {
        found: { ...found, where },
        order: fileOrder(query),
        columns: columns[query.sort ?? 'path'],
        id: 'id',
        item: rowOf,
      };
      return listPage<Selectable<FileTable>, FileRow>(db, ask, list, query);
    },
  };
}

function rowOf(row: Selectable<FileTable>): FileRow {
  return { ...fileOf(row), addedAt: row.added_at ?? addedBefore(row) };
}
