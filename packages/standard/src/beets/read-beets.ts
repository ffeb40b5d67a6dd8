import { isAbsolute, resolve } from 'node:path';
import { EarmarkError } from '@earmark/core';

/** What beets knows of one album. */
export interface BeetsAlbum {
  readonly title: string;
  readonly creator: string;
  /** Absolute. */
  readonly files: readonly string[];
  readonly genres: readonly string[];
  /** The release that beets took it for, as our sources call it. */
  readonly releases: Readonly<Record<string, string>>;
}
export interface BeetsLibrary {
  readonly albums: readonly BeetsAlbum[];
  /** Tracks that belong to no album: they are left out. */
  readonly singletons: number;
}
export interface BeetsOptions {
  /** Between two genres, where they are kept as one text. Default beets' own: a comma and a space. */
  readonly separator?: string;
  /** Where relative paths begin: `directory` of beets' configuration. Default: the folder of the database. */
  readonly directory?: string;
}
type Row = Readonly<Record<string, unknown>>;

/** How beets joins the values of a list. */
const joint = '\\␀';

/** Reads a beets database, which is opened read-only. Columns that a release of beets does not have are empty. */
export async function readBeets(file: string, options: BeetsOptions = {}): Promise<BeetsLibrary> {
  const { default: Database } = await import('better-sqlite3');
  let database: InstanceType<typeof Database>;
  try {
    database = new Database(file, { readonly: true, fileMustExist: true });
  } catch (cause) {
    throw new EarmarkError('config', `${file} cannot be opened as a beets library`, { cause });
  }
  try {
    const rows = (sql: string) => database.prepare<[], Row>(sql).all();
    const directory = options.directory ?? resolve(file, '..');
    const files = new Map<unknown, string[]>();
    let singletons = 0;
    for (const { album_id: album, path } of rows(
      'SELECT album_id, path FROM items ORDER BY path',
    )) {
      if (album === null) singletons++;
      else files.set(album, [...(files.get(album) ?? []), pathOf(path, directory)]);
    }
    const albums = rows('SELECT * FROM albums ORDER BY id').map((row) => ({
      title: text(row.album),
      creator: text(row.albumartist),
      files: files.get(row.id) ?? [],
      genres: genresOf(row, options.separator ?? ', '),
      releases: releasesOf(row),
    }));
    return { albums, singletons };
  } catch (cause) {
    throw new EarmarkError('config', `${file} is not a beets library`, { cause });
  } finally {
    database.close();
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');

/** Beets keeps paths as bytes. */
function pathOf(value: unknown, directory: string): string {
  const path = value instanceof Uint8Array ? Buffer.from(value).toString() : String(value);
  return isAbsolute(path) ? path : resolve(directory, path);
}

function genresOf({ genres, genre }: Row, separator: string): readonly string[] {
  const list = text(genres);
  const parts = list === '' ? text(genre).split(separator) : list.split(joint);
  return [...new Set(parts.map((part) => part.trim()).filter(Boolean))];
}

function releasesOf(row: Row): Readonly<Record<string, string>> {
  const group = text(row.mb_releasegroupid);
  const discogs = Number(row.discogs_albumid);
  return {
    ...(group === '' ? {} : { musicbrainz: group }),
    ...(discogs > 0 ? { discogs: `release/${discogs}` } : {}),
  };
}
