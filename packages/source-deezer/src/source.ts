import {
  type Candidate,
  type Claim,
  EarmarkError,
  type Http,
  type Query,
  readOptions,
  type Source,
} from '@earmark/spec';
import { z } from 'zod';
import { type Album, album, albumSearch, faultOf, type Hit, read } from './answers.ts';

export interface DeezerOptions {
  /** Another address of the same service, for tests and proxies. Default `https://api.deezer.com`. */
  readonly baseUrl?: string;
  /** How much its word counts, 0 to 1. Default 0.75. */
  readonly weight?: number;
}

const schema = z.strictObject({
  baseUrl: z.url({ protocol: /^https?$/ }).exactOptional(),
  weight: z.number().min(0).max(1).exactOptional(),
});

/** Its genres are some 25 coarse ones: they support a family, and never a style. */
const coarse = 0.6;
const searchLimit = '25';

/** Deezer's catalogue: no key is needed. */
export function createDeezerSource(options: DeezerOptions = {}): Source {
  const { baseUrl = 'https://api.deezer.com', weight = 0.75 } = readOptions(
    schema,
    options,
    'createDeezerSource',
  );
  const base = new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);

  function get(http: Http, path: string, parameters: Readonly<Record<string, string>> = {}) {
    const url = new URL(path, base);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return http.json(url, {
      // Genre names follow the language of who asks.
      headers: { accept: 'application/json', 'accept-language': 'en' },
      fault: faultOf,
      miss: (body) => albumSearch.safeParse(body).data?.data.length === 0,
    });
  }

  return {
    spec: 1,
    kind: 'source',
    name: 'deezer',
    weight,
    answers: ['album'],
    site: 'www.deezer.com',
    hosts: { [base.host]: { requests: 50, perMs: 5000 } },

    async find(query, { http }) {
      if (query.title.trim() === '') return [];
      const body = await get(http, 'search/album', { q: searchText(query), limit: searchLimit });
      return read(albumSearch, body, `the search for ${query.title}`).data.map(toCandidate);
    },

    async describe(candidate, { http }) {
      try {
        const body = await get(http, `album/${encodeURIComponent(candidate.id)}`);
        return { ...candidate, ...describe(read(album, body, `album ${candidate.id}`)) };
      } catch (error) {
        if (EarmarkError.is(error, 'not-found')) return candidate;
        throw error;
      }
    },

    async check({ http }) {
      await get(http, 'search/album', { q: 'kind of blue', limit: '1' });
      return [{ level: 'ok', text: `${base.host} answers` }];
    },
  };
}

/** Quotation marks end a phrase, and there is no way to escape them. */
const phrase = (text: string) => `"${text.replaceAll('"', ' ').trim()}"`;

function searchText({ title, creators }: Query): string {
  const [artist] = creators;
  return artist ? `artist:${phrase(artist)} album:${phrase(title)}` : `album:${phrase(title)}`;
}

function toCandidate({ id, title, link, nb_tracks, record_type, artist }: Hit): Candidate {
  return {
    id,
    title,
    creators: artist ? [artist.name] : [],
    claims: [],
    ids: { 'deezer-album': id },
    ...(link ? { url: link } : {}),
    ...(nb_tracks ? { trackCount: nb_tracks } : {}),
    ...(record_type ? { types: [record_type.toLowerCase()] } : {}),
  };
}

/** Without a picture the address has no name between its slashes. */
function pictureClaims({ cover_xl: url }: Album): readonly Claim[] {
  if (!url || /\/cover\/\//.test(url)) return [];
  return [{ field: 'picture', value: url, strength: 1, level: 'release' }];
}

function describe(found: Album): Omit<Candidate, 'id'> {
  const { label, release_date, duration, upc, genres, tracks } = found;
  const candidate = toCandidate(found);
  const year = Number(release_date?.slice(0, 4));
  const genreClaims = (genres?.data ?? []).map(
    ({ name }): Claim => ({
      field: 'genre',
      value: name,
      strength: coarse,
      level: 'release',
    }),
  );
  const list = (tracks?.data ?? []).map(({ title, duration: seconds, artist }, index) => ({
    disc: 1,
    position: index + 1,
    title,
    ...(artist ? { creators: [artist.name] } : {}),
    ...(seconds ? { durationSeconds: seconds } : {}),
  }));
  return {
    ...candidate,
    claims: [...genreClaims, ...pictureClaims(found)],
    ids: { ...candidate.ids, ...(upc ? { barcode: upc } : {}) },
    ...(year > 0 ? { year } : {}),
    ...(label ? { label } : {}),
    ...(duration ? { durationSeconds: duration } : {}),
    ...(list.length > 0 ? { tracks: list } : {}),
  };
}
