import { isVariousArtists } from '@earmark/core';
import type { CheckedAlbum } from '../issue.ts';
import { likeness } from '../text/likeness.ts';
import { shown } from '../text/show.ts';
import type { FoundIn, LibraryWideCheck } from './check.ts';
import { saysNothing } from './genres.ts';

interface Trace {
  readonly album: Pick<CheckedAlbum, 'id' | 'title' | 'creators'>;
  readonly files: number;
  readonly genres: readonly string[];
}

/** Fewer other albums are no habit. */
const fewestOthers = 3;
/** So many of the others must agree on a genre. */
const habit = 0.6;

/** An album that has no genre in common with any other album of its artist, though those agree. */
export function createArtistGenreCheck(): LibraryWideCheck {
  const artists = new Map<string, Trace[]>();

  return {
    add({ id, kind, title, creators, files }) {
      const artist = likeness(creators.join(' '));
      const all = files.flatMap(({ fields }) => fields.genre ?? []);
      const genres = [...new Set(all.filter((genre) => !saysNothing(genre)))];
      if (kind === 'book' || genres.length === 0 || creators.some(isVariousArtists)) return;
      const trace = { album: { id, title, creators }, files: files.length, genres };
      const traces = artists.get(artist);
      if (traces) traces.push(trace);
      else artists.set(artist, [trace]);
    },
    async *end() {
      for (const traces of artists.values()) {
        if (traces.length <= fewestOthers) continue;
        const albumsWith = new Map<string, number>();
        for (const { genres } of traces)
          for (const genre of genres) albumsWith.set(genre, (albumsWith.get(genre) ?? 0) + 1);
        const [usual] = [...albumsWith].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
        if (!usual || usual[1] < habit * (traces.length - 1)) continue;
        for (const trace of traces)
          if (trace.genres.every((genre) => albumsWith.get(genre) === 1)) yield found(trace, usual);
      }
    },
  };
}

function found(
  { album, files, genres }: Trace,
  [usual, count]: readonly [string, number],
): FoundIn {
  return {
    kind: 'odd-genres',
    field: 'genre',
    album,
    of: files,
    evidence: `${genres.slice(0, 3).map(shown).join(', ')}: no other album of this artist has any of it, ${count} have ${shown(usual)}`,
  };
}
