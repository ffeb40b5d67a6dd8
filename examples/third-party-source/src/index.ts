// A source of one's own: `https://notes.example/albums.json` is a list of { artist, album, year, genres }.
import { type Candidate, EarmarkError, type Source } from '@earmark/core';

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

export function createLinerNotesSource({ url, ...unknown }: LinerNotesOptions): Source {
  const [other] = Object.keys(unknown);
  if (other || !URL.canParse(url))
    throw new EarmarkError('config', `createLinerNotesSource: check ${other ?? `url (${url})`}`);
  const list = new URL(url);
  return {
    spec: 1,
    kind: 'source',
    name: 'liner-notes',
    answers: ['album'],
    hosts: { [list.host]: { requests: 1, perMs: 1000 } },
    async find({ title }, { http }) {
      const notes = await http.json(list);
      if (!Array.isArray(notes)) throw new EarmarkError('bad-response', `${url} is not a list`);
      const wanted = title.toLowerCase();
      return notes.filter(({ album }: Note) => album.toLowerCase() === wanted).map(toCandidate);
    },
  };
}

function toCandidate({ artist, album: title, year, genres }: Note): Candidate {
  const said = { field: 'genre', strength: 1, level: 'release' } as const;
  const claims = genres.map((value) => ({ ...said, value }));
  return { id: `${artist}/${title}`, title, creators: [artist], claims, ...(year && { year }) };
}
