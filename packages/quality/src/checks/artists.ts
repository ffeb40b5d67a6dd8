import type { CheckedAlbum, CheckedFile, FixChange } from '../issue.ts';
import { likeness } from '../text/likeness.ts';
import { counted, shown } from '../text/show.ts';
import type { FoundIn, LibraryWideCheck } from './check.ts';

const fields = ['artist', 'albumartist'] as const;

interface Spelling {
  files: number;
  readonly albums: string[];
}

/** One artist, spelled in several ways: case, accents, punctuation, "The". The way that most files have is taken for right. */
export function createArtistCheck(): LibraryWideCheck {
  const artists = new Map<string, Map<string, Spelling>>();

  return {
    add(album) {
      for (const [name, files] of namesIn(album)) {
        const key = likeness(name);
        if (key === '') continue;
        const spellings = artists.get(key) ?? new Map<string, Spelling>();
        artists.set(key, spellings);
        const spelling = spellings.get(name) ?? { files: 0, albums: [] };
        spellings.set(name, spelling);
        spelling.files += files.size;
        spelling.albums.push(album.id);
      }
    },
    async *end(again) {
      for (const spellings of artists.values()) {
        if (spellings.size < 2) continue;
        const [best, ...others] = [...spellings].sort(byUse);
        if (!best) continue;
        for (const [name, { albums, files }] of others)
          for (const id of albums) {
            const album = await again(id);
            if (album) yield found(album, name, files, best);
          }
      }
    },
  };
}

function namesIn({ files }: CheckedAlbum): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>();
  for (const { target, fields: values } of files)
    for (const field of fields)
      for (const value of values[field] ?? []) {
        const name = value.trim();
        names.set(name, (names.get(name) ?? new Set()).add(target));
      }
  return names;
}

function found(
  album: CheckedAlbum,
  name: string,
  files: number,
  [right, use]: readonly [string, Spelling],
): FoundIn {
  const changes = album.files.flatMap((file) => changesOf(file, name, right));
  const targets = new Set(changes.map(({ target }) => target));
  return {
    kind: 'artist-spelling',
    album,
    of: album.files.length + album.broken.length,
    field: changes[0]?.field ?? 'artist',
    evidence: `the artist ${shown(name)} is ${shown(right)} in ${counted(use.files, 'other file')}`,
    files: targets.size,
    // As many of the one as of the other: then nobody knows which is right.
    ...(changes.length > 0 && use.files > files && { fix: { certain: false, changes } }),
  };
}

function changesOf({ sink, target, fields: values }: CheckedFile, name: string, right: string) {
  return fields.flatMap((field): FixChange[] => {
    const before = values[field] ?? [];
    if (!before.some((value) => value.trim() === name)) return [];
    const after = [...new Set(before.map((value) => (value.trim() === name ? right : value)))];
    return [{ sink, target, field, before, after }];
  });
}

/** The most used first; of equals the one with more accents and capitals, then by code point. */
function byUse(a: readonly [string, Spelling], b: readonly [string, Spelling]): number {
  return b[1].files - a[1].files || richness(b[0]) - richness(a[0]) || (a[0] < b[0] ? -1 : 1);
}

function richness(name: string): number {
  const accents = (name.match(/[^\p{ASCII}]/gu) ?? []).length;
  return name === name.toUpperCase() || name === name.toLowerCase() ? accents : accents + 1;
}
