import { type Candidate, EarmarkError, type Source } from '@earmark/spec';

export interface SampleSourceOptions {
  /** Where the service is. */
  readonly url: string;
}
interface Release {
  readonly artist: string;
  readonly album: string;
  readonly year?: number;
  readonly genres: readonly string[];
}

/** Constructs without asking anybody; all it needs later comes with the context. */
export function createSampleSource({ url, ...unknown }: SampleSourceOptions): Source {
  const [other] = Object.keys(unknown);
  if (other !== undefined || !URL.canParse(url))
    throw new EarmarkError('config', `createSampleSource: check ${other ?? `url (${url})`}`);
  const list = new URL('/albums.json', url);
  return {
    spec: 1,
    kind: 'source',
    name: 'sample',
    answers: ['album'],
    // Core keeps to it, for all processes of the machine together.
    hosts: { [list.host]: { requests: 1, perMs: 1000 } },
    // A miss is an empty list; a failure throws, as http does.
    async find({ title }, { http }) {
      const releases = await http.json(list);
      if (!Array.isArray(releases))
        throw new EarmarkError('bad-response', `${list} is not a list`, { plugin: 'sample' });
      const wanted = title.toLowerCase();
      return releases
        .filter(({ album }: Release) => album.toLowerCase() === wanted)
        .map(toCandidate);
    },
  };
}

function toCandidate({ artist, album: title, year, genres }: Release): Candidate {
  const said = { field: 'genre', strength: 1, level: 'release' } as const;
  return {
    id: `${artist}/${title}`,
    title,
    creators: [artist],
    claims: genres.map((value) => ({ ...said, value })),
    ...(year === undefined ? {} : { year }),
  };
}
