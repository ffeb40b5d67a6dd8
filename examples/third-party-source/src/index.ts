// A source of one's own: `https://notes.example/albums.json` is a list of { artist, album, year, genres }.
import { EarmarkError, type Source } from '@earmark/core';

export interface LinerNotesOptions {
  /** Where the list is. */
  readonly url: string;
}

interface Note {
  readonly artist: string;
  readonly album: string;
  readonly year?: number;
  readonly genres: readonly string[];
}

export function createLinerNotesSource({ url }: LinerNotesOptions): Source {
  if (!URL.canParse(url))
    throw new EarmarkError('config', `createLinerNotesSource: ${url} is no address`);
  const list = new URL(url);
  return {
    spec: 1,
    kind: 'source',
    name: 'liner-notes',
    answers: ['album'],
    hosts: { [list.host]: { requests: 1, perMs: 1000 } },
    async find({ title }, { http }) {
      const notes = await http.json(list);
      if (!Array.isArray(notes)) throw new EarmarkError('bad-response', `${url} is no list`);
      const wanted = title.toLowerCase();
      return (notes as readonly Note[])
        .filter(({ album }) => album.toLowerCase() === wanted)
        .map(({ artist, album, year, genres }) => ({
          id: `${artist}/${album}`,
          title: album,
          creators: [artist],
          ...(year === undefined ? {} : { year }),
          claims: genres.map((value) => ({
            field: 'genre',
            value,
            strength: 1,
            level: 'release' as const,
          })),
        }));
    },
  };
}
