import {
  type Candidate,
  type Claim,
  EarmarkError,
  type Http,
  readOptions,
  type Source,
} from '@earmark/spec';
import { z } from 'zod';
import {
  type AlbumInfo,
  albumInfo,
  albumSearch,
  faultOf,
  type Hit,
  read,
  type Tag,
  topTags,
} from './answers.ts';
import { candidateId, idOf } from './id-of.ts';

export interface LastfmOptions {
  /** From https://www.last.fm/api/account/create. */
  readonly apiKey: string;
  /** Another address of the same service, for tests and proxies. */
  readonly baseUrl?: string;
  /** How much its word counts, 0 to 1. Default 0.7. */
  readonly weight?: number;
}

const schema = z.strictObject({
  apiKey: z.string().min(1),
  baseUrl: z.url({ protocol: /^https?$/ }).exactOptional(),
  weight: z.number().min(0).max(1).exactOptional(),
});

/** Counts are relative to the most used tag; what few say of an album is mostly noise. */
const leastCount = 10;
/** One listener's only tag counts 100 like the tag of a million: so many listeners make half of a full word. */
const halfTrust = 50;
const hitsToKeep = 10;
/** What Last.fm calls whom nobody named. */
const nobody = new Set(['[unknown]', '[unknown artist]']);

/** Last.fm: what listeners call it. Noise is the vocabulary's business, the weight of a word is ours. */
export function createLastfmSource(options: LastfmOptions): Source {
  const {
    apiKey,
    baseUrl = 'https://ws.audioscrobbler.com/2.0/',
    weight = 0.7,
  } = readOptions(schema, options, 'createLastfmSource');
  const base = new URL(baseUrl);

  function call(http: Http, method: string, parameters: Readonly<Record<string, string>>) {
    const url = new URL(base);
    for (const [name, value] of Object.entries({ method, ...parameters }))
      url.searchParams.set(name, value);
    url.searchParams.set('format', 'json');
    url.searchParams.set('api_key', apiKey);
    return http.json(url, { fault: faultOf });
  }

  async function infoOf(
    who: { readonly artist: string; readonly album: string },
    http: Http,
  ): Promise<AlbumInfo | undefined> {
    const body = await unlessMissing(call(http, 'album.getInfo', { ...who, autocorrect: '1' }));
    return body === undefined ? undefined : read(albumInfo, body, `album ${who.album}`).album;
  }

  async function unlessMissing<T>(answer: Promise<T>): Promise<T | undefined> {
    try {
      return await answer;
    } catch (error) {
      if (EarmarkError.is(error, 'not-found')) return undefined;
      throw error;
    }
  }

  return {
    spec: 1,
    kind: 'source',
    name: 'lastfm',
    weight,
    answers: ['album'],
    site: 'www.last.fm',
    hosts: { [base.host]: { requests: 5, perMs: 1000 } },
    idOf,

    /** Asked by artist and title it knows the album or not; its search goes by the title alone, and floods. */
    async find({ title, creators }, { http }) {
      if (title.trim() === '') return [];
      const [artist] = creators;
      const known = artist ? await infoOf({ artist, album: title }, http) : undefined;
      if (known) return [{ ...toCandidate(known), ...tracksOf(known) }];
      const body = await unlessMissing(call(http, 'album.search', { album: title, limit: '30' }));
      if (body === undefined) return [];
      const hits = read(albumSearch, body, `the search for ${title}`).results.albummatches.album;
      return distinct(
        hits.filter(({ artist: who }) => !nobody.has(who.toLowerCase())).map(toCandidate),
      ).slice(0, hitsToKeep);
    },

    async describe(candidate, { http }) {
      const [artist = ''] = candidate.creators;
      const who = { artist, album: candidate.title };
      const album = await infoOf(who, http);
      const body = await unlessMissing(call(http, 'album.getTopTags', who));
      const tags =
        body === undefined ? [] : read(topTags, body, `the tags of ${candidate.title}`).toptags.tag;
      return {
        ...candidate,
        ...(album ? tracksOf(album) : {}),
        claims: claimsOf(tags ?? [], album?.listeners ?? 0),
      };
    },

    async check({ http }) {
      await call(http, 'album.getInfo', { artist: 'Miles Davis', album: 'Kind of Blue' });
      return [{ level: 'ok', text: `${base.host} answers and takes the key` }];
    },
  };
}

/** The search may give one album twice. */
const distinct = (candidates: readonly Candidate[]): readonly Candidate[] => [
  ...new Map(candidates.map((candidate) => [candidate.id, candidate])).values(),
];

function toCandidate({ name, artist, mbid, url }: Hit): Candidate {
  return {
    id: candidateId(artist, name),
    title: name,
    creators: [artist],
    claims: [],
    ...(mbid ? { ids: { 'musicbrainz-release': mbid } } : {}),
    ...(url ? { url } : {}),
  };
}

function tracksOf({ tracks }: AlbumInfo): Partial<Candidate> {
  const list = (tracks?.track ?? []).map(({ name, duration }, index) => ({
    disc: 1,
    position: index + 1,
    title: name,
    ...(duration ? { durationSeconds: duration } : {}),
  }));
  return list.length > 0 ? { tracks: list } : {};
}

function claimsOf(tags: readonly Tag[], listeners: number): readonly Claim[] {
  const trust = listeners / (listeners + halfTrust);
  return tags
    .map(({ name, count }) => ({ name, count: count ?? 0 }))
    .filter(({ count }) => count >= leastCount)
    .map(({ name, count }) => ({
      field: 'genre',
      value: name,
      strength: trust * Math.min(1, count / 100),
      // Listeners tag the album, whichever pressing they own.
      level: 'release-group',
    }));
}
