import type {
  AccountStore,
  AlbumQuery,
  Browse,
  CatalogueAlbum,
  CatalogueFile,
} from '@earmark/core';
import { album, file } from './records.ts';

type Made = Partial<CatalogueAlbum> & {
  readonly genre?: readonly string[];
  readonly format?: string;
  readonly fault?: CatalogueFile['fault'];
};
const shelf: Readonly<Record<string, Made>> = {
  a1: { title: 'Tago Mago', creators: ['Can'], year: 1971, genre: ['Krautrock'], format: 'flac' },
  a2: { title: 'ágætis byrjun', creators: ['Sigur Rós'], year: 1999, genre: ['Post-Rock', 'Rock'] },
  a3: { title: 'Zeit', creators: ['Tangerine Dream'], genre: ['Ambient', 'Krautrock'] },
  a4: { title: '椎名林檎の夜', creators: ['椎名林檎'], year: 2003, genre: ['J-Pop'] },
  a5: { title: 'Яблоко', creators: ['Кино', 'Can'], year: 1988, genre: ['Rock'], root: 'more' },
  a6: { title: 'The Hobbit', creators: ['J. R. R. Tolkien'], kind: 'book', format: 'm4b' },
  a7: {
    title: 'AC/DC Live',
    creators: ['AC/DC'],
    year: 1992,
    fault: { code: 'malformed', message: 'cut' },
  },
};

/** Puts the shelf into an account. */
export async function fill({ catalogue }: AccountStore): Promise<void> {
  const entries = Object.entries(shelf);
  await catalogue.apply({
    putAlbums: entries.map(([id, { genre: _g, format: _f, fault: _e, ...made }]) => {
      const { year: _, ...usual } = album(id, { folder: `folder ${id}` });
      return { ...usual, ...made };
    }),
    put: entries.flatMap(([id, { root = 'music', genre = [], format = 'mp3', fault }]) =>
      [1, 2].map((track) =>
        file(`${id}-${track}`, `folder ${id}/${track}.${format}`, {
          album: id,
          root,
          format,
          inode: `${id}-${track}`,
          size: 1000 * track + Number(id.slice(1)),
          fields: { title: ['x'], album: ['y'], artist: ['z'], ...(genre.length > 0 && { genre }) },
          durationSeconds: 100,
          ...(fault && { fault }),
        }),
      ),
    ),
  });
}

export const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id).join(' ');
export async function idsOf(browse: Browse, query: AlbumQuery): Promise<string> {
  return ids((await browse.albums(query)).items);
}
