import type { CheckedAlbum, CheckedFile, Found } from '../issue.ts';
import type { Settings } from '../options.ts';
import { shown } from '../text/show.ts';
import { parted } from './repairs.ts';
import { byValues, only, where } from './text.ts';

const nothing: ReadonlySet<string> = new Set(
  'other,others,unknown,unknown genre,genre,genres,misc,misc.,miscellaneous,none,no genre,n/a,default,undefined,null,music,various,general,unclassifiable,unclassified,untagged,sonstige,andere,autre,autres,otro,otros,altro,другое,<unknown>,(12),12,255'.split(
    ',',
  ),
);
export const saysNothing = (genre: string) => nothing.has(genre.trim().toLowerCase());

/** Genres that say nothing, that nobody knows, or that are too many. Books are of no concern here. */
export function* checkGenres(album: CheckedAlbum, settings: Settings): Generator<Found> {
  if (album.kind === 'book') return;
  const { isGenre, maxGenres } = settings;
  const isJoined = (value: string) => parted(value, 'genre', settings) !== undefined;
  for (const [values, files] of byValues(album.files, 'genre')) {
    const about = { field: 'genre', files: files.length, ...only(files) } as const;
    const place = where(files, album);
    const empty = values.filter(saysNothing);
    const full = values.filter((value) => !saysNothing(value));
    if (empty.length > 0)
      yield {
        kind: 'placeholder-genre',
        ...about,
        evidence: `genre ${empty.map(shown).join(', ')} says nothing, ${place}`,
        fix: { certain: false, changes: changesOf(files, values, full) },
      };
    const unknown = isGenre ? full.filter((value) => !isGenre(value) && !isJoined(value)) : [];
    for (const value of unknown)
      yield {
        kind: 'unknown-genre',
        ...about,
        evidence: `no vocabulary has the genre ${shown(value)}, ${place}`,
      };
    if (values.length > maxGenres)
      yield {
        kind: 'many-genres',
        ...about,
        evidence: `${values.length} genres, ${place}: ${values.slice(0, 4).map(shown).join(', ')} …`,
      };
  }
}

const changesOf = (
  files: readonly CheckedFile[],
  before: readonly string[],
  after: readonly string[],
) => files.map(({ sink, target }) => ({ sink, target, field: 'genre' as const, before, after }));
