import {
  type AlbumContents,
  type CatalogueAlbum,
  contentsOf,
  type ListedFile,
} from '@earmark/core';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { AccountSchema, AlbumTable, FileTable } from '../../schema/account.ts';
import { chunks, parsed } from '../rows.ts';

type Db = Kysely<AccountSchema>;
type AlbumRow = Pick<
  Selectable<AlbumTable>,
  'id' | 'root' | 'folder' | 'kind' | 'title' | 'creators' | 'year'
>;
type FileRow = Pick<
  Selectable<FileTable>,
  'album' | 'format' | 'fields' | 'duration' | 'pictures' | 'fault_code' | 'mtime_ns' | 'added_at'
>;

const albumsAtOnce = 200;
const termsAtOnce = 1000;
/** What follows from files; the other terms have their own authors. */
const contentKinds = ['word', 'genre', 'format', 'creator'] as const;

/** What albums are made of changed: lists show them as they are now. */
export async function refreshContents(tx: Db, ids: ReadonlySet<string>): Promise<void> {
  for (const some of chunks([...ids], albumsAtOnce)) {
    const rows = await tx
      .selectFrom('albums')
      .select(['id', 'root', 'folder', 'kind', 'title', 'creators', 'year'])
      .where('id', 'in', some)
      .execute();
    await tx
      .deleteFrom('album_terms')
      .where('album', 'in', some)
      .where('kind', 'in', contentKinds)
      .execute();
    await fillContents(tx, rows);
  }
}

/** The same for albums without terms yet. */
export async function fillContents(tx: Db, rows: readonly AlbumRow[]): Promise<void> {
  if (rows.length === 0) return;
  const files = new Map<string | null, FileRow[]>();
  const found = await tx
    .selectFrom('files')
    .select([
      'album',
      'format',
      'fields',
      'duration',
      'pictures',
      'fault_code',
      'mtime_ns',
      'added_at',
    ])
    .where(
      'album',
      'in',
      rows.map(({ id }) => id),
    )
    .execute();
  for (const file of found) {
    const known = files.get(file.album);
    if (known) known.push(file);
    else files.set(file.album, [file]);
  }
  const listed = rows.map((row) => {
    const own = files.get(row.id) ?? [];
    const album = albumOf(row);
    return { album, addedAt: addedAt(own), contents: contentsOf(album, own.map(listedFile)) };
  });
  for (const some of chunks(listed, 50)) await save(tx, some);
  const terms = listed.flatMap(({ album, contents }) => termsOf(album, contents));
  for (const some of chunks(terms, termsAtOnce))
    await tx.insertInto('album_terms').values(some).execute();
}

interface Listed {
  readonly album: CatalogueAlbum;
  readonly addedAt: number;
  readonly contents: AlbumContents;
}

/** One statement for many, as each would cost a round trip. */
async function save(tx: Db, listed: readonly Listed[]): Promise<void> {
  const rows = listed.map(({ album, addedAt: added, contents }) => {
    const { titleKey, creatorKey, genres, formats, files, completeness } = contents;
    const lists = sql`${JSON.stringify(genres)}, ${JSON.stringify(formats)}`;
    const sums = sql`cast(${files} as integer), cast(${contents.durationSeconds} as double precision), cast(${contents.pictures} as integer)`;
    const rest = sql`${completeness}, cast(${contents.faulty ? 1 : 0} as integer), cast(${added} as bigint)`;
    return sql`(${album.id}, ${titleKey}, ${creatorKey}, ${lists}, ${sums}, ${rest})`;
  });
  await sql`
    update albums set title_key = n.column2, creator_key = n.column3, genres = n.column4,
      formats = n.column5, files = n.column6, duration = n.column7, pictures = n.column8,
      completeness = n.column9, faulty = n.column10,
      added_at = case when albums.added_at = 0 then n.column11 else albums.added_at end
    from (values ${sql.join(rows)}) as n where albums.id = n.column1`.execute(tx);
}

function termsOf(album: CatalogueAlbum, contents: AlbumContents) {
  const kinds: Readonly<Record<(typeof contentKinds)[number], readonly string[]>> = {
    word: contents.words,
    genre: contents.genres,
    format: contents.formats,
    creator: [...new Set(album.creators)],
  };
  return Object.entries(kinds).flatMap(([kind, terms]) =>
    terms.map((term) => ({ kind, term, album: album.id })),
  );
}

function albumOf({ creators, year, kind, ...album }: AlbumRow): CatalogueAlbum {
  return {
    ...album,
    kind: kind as CatalogueAlbum['kind'],
    creators: parsed(creators),
    ...(year !== null && { year }),
  };
}

function listedFile({ fields, format, duration, pictures, fault_code }: FileRow): ListedFile {
  return {
    fields: parsed(fields),
    pictures,
    failed: fault_code !== null,
    ...(format !== null && { format }),
    ...(duration !== null && { durationSeconds: duration }),
  };
}

/** An album is there since its first file is. Of files that an older release found the last change is known. */
function addedAt(files: readonly FileRow[]): number {
  if (files.length === 0) return 0;
  return Math.min(...files.map((file) => file.added_at ?? addedBefore(file)));
}
export function addedBefore({ mtime_ns }: Pick<FileRow, 'mtime_ns'>): number {
  return Math.floor(Number(mtime_ns) / 1e6);
}
