import { EarmarkError, type Subject } from '@earmark/core';

/** What `--album` asked for: an artist and an album, or a glob on the folder. */
export type AlbumChoice =
  | { readonly artist?: string; readonly album: string }
  | { readonly glob: string };

/**
 * `--album "Artist,Album"` splits at the first comma, or at another where that is what fits; a name with commas is said as
 * `--album artist="Tyler, The Creator" album="Igor"`; what has a `*` or `/` is a glob on the folder, and with a comma
 * in it what ends in `*` or has `/*`. Names are looked for in all of the library and globs only below them: one or the other.
 */
export function parseAlbumChoices(words: readonly string[]): readonly AlbumChoice[] {
  const choices: AlbumChoice[] = [];
  let artist: string | undefined;
  for (const word of words) {
    const named = /^(artist|album)=(.*)$/s.exec(word);
    if (named?.[1] === 'artist') {
      if (artist !== undefined) throw missingAlbum(artist);
      artist = unquoted(named[2] ?? '');
    } else if (named) {
      const album = unquoted(named[2] ?? '');
      choices.push(artist === undefined ? { album } : { artist, album });
      artist = undefined;
    } else choices.push(plain(word));
  }
  if (artist !== undefined) throw missingAlbum(artist);
  const globs = choices.filter((choice) => 'glob' in choice).length;
  if (globs > 0 && globs < choices.length)
    throw new EarmarkError('config', '--album takes names or folders, not both in one run');
  return choices;
}

function plain(word: string): AlbumChoice {
  if (/\*$|\/\*/.test(word)) return { glob: word };
  const comma = word.indexOf(',');
  if (comma > 0)
    return { artist: word.slice(0, comma).trim(), album: word.slice(comma + 1).trim() };
  if (/[*?/\\]/.test(word)) return { glob: word };
  return { album: word.trim() };
}

const unquoted = (text: string) => text.replace(/^"(.*)"$/s, '$1').trim();

function missingAlbum(artist: string): EarmarkError {
  return new EarmarkError('config', `--album artist="${artist}" needs an album="…" behind it`);
}

export function matchesChoice(
  subject: Pick<Subject, 'title' | 'creators'>,
  choices: readonly AlbumChoice[],
): boolean {
  const named = choices.filter((choice) => 'album' in choice);
  if (named.length === 0) return true;
  return named.some(
    ({ artist, album }) =>
      (artist === undefined && same(album, subject.title)) ||
      artistsOf(subject).some((creator) =>
        same(`${artist},${album}`, `${creator},${subject.title}`),
      ),
  );
}

/** Compared as one text, so that it is no matter which comma of "Tyler, The Creator,Igor" stands between the two. */
const artistsOf = ({ creators }: Pick<Subject, 'creators'>) => [...creators, creators.join(', ')];

const same = (a: string, b: string) => fold(a) === fold(b);
const fold = (text: string) =>
  text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').replace(/ ?, ?/g, ',').trim();
