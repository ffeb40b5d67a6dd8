import {
  type Candidate,
  EarmarkError,
  type Http,
  isVariousArtists,
  type PluginContext,
  type Query,
  type Source,
} from '@earmark/core';
import { namesOfArtist } from './aliases.ts';
import {
  artistLookup,
  artistSearch,
  emptySearch,
  groupLookup,
  read,
  releaseLookup,
  releaseSearch,
} from './answers.ts';
import { candidateOf, claimsOf, groupReleases } from './candidates.ts';
import { type MusicBrainzOptions, type Settings, settingsOf } from './options.ts';
import { artistText, searchText, searchTextBy } from './query.ts';

const searchLimit = 50;
const artistLimit = 3;
/** Of an artist search: below it the name has little to do with what was asked. */
const leastScore = 80;
const mostAtOnce = 64;

/** MusicBrainz, live or from a mirror: one search, then one look-up of the winner's release group. */
export function createMusicBrainzSource(options: MusicBrainzOptions): Source {
  const settings = settingsOf(options);
  const get = getter(settings);

  /** Identifiers in the tags spare the search. A deleted one, or what is none (`n/a`), is no reason to give up. */
  async function byIds({ ids = {} }: Query, http: Http): Promise<Candidate | undefined> {
    const release = uuidIn(ids['musicbrainz-release']);
    const group =
      uuidIn(ids['musicbrainz-release-group']) ??
      (release && (await groupOfRelease(release, http)));
    return group ? described(group, http) : undefined;
  }

  async function groupOfRelease(id: string, http: Http): Promise<string | undefined> {
    const body = await unlessMissing(
      get(http, `release/${encodeURIComponent(id)}`, { inc: 'release-groups' }),
    );
    return body === undefined
      ? undefined
      : read(releaseLookup, body, `release ${id}`)['release-group']?.id;
  }

  async function searched(text: string, query: Query, http: Http): Promise<readonly Candidate[]> {
    const parameters = { query: text, limit: String(searchLimit) };
    const body = await get(http, 'release', parameters);
    return groupReleases(
      read(releaseSearch, body, `the search for ${query.title}`).releases,
      query,
    );
  }

  /** Where nothing is known by this name: the artist may have another one there, or be misspelt here. */
  async function byOtherName(query: Query, http: Http): Promise<readonly Candidate[]> {
    const [name = ''] = query.creators;
    if (name.trim() === '' || query.creators.some(isVariousArtists)) return [];
    const parameters = { query: artistText(name), limit: String(artistLimit) };
    const body = await get(http, 'artist', parameters);
    const artists = read(artistSearch, body, `the search for ${name}`).artists.filter(
      (artist) => (artist.score ?? 0) >= leastScore && artist.name !== name,
    );
    if (artists.length === 0) return [];
    const ids = artists.map(({ id }) => id);
    const known = new Map(artists.map((artist) => [artist.id, namesOfArtist(artist)]));
    const found = await searched(searchTextBy(query.title, ids), query, http);
    return found.map((candidate) => withNames(candidate, known));
  }

  async function described(id: string, http: Http): Promise<Candidate | undefined> {
    const path = `release-group/${encodeURIComponent(id)}`;
    const body = await unlessMissing(get(http, path, { inc: 'artist-credits genres tags' }));
    if (body === undefined) return undefined;
    const group = read(groupLookup, body, `release group ${id}`);
    const candidate = candidateOf(group);
    const own = claimsOf(group, 'release-group');
    return { ...candidate, claims: [...own, ...(await artistClaims(candidate, own.length, http))] };
  }

  async function artistClaims({ ids = {} }: Candidate, known: number, http: Http) {
    const id = ids['musicbrainz-artist'];
    const { artistGenres } = settings;
    if (!id || artistGenres === 'never' || (artistGenres === 'when-missing' && known > 0))
      return [];
    const body = await unlessMissing(
      get(http, `artist/${encodeURIComponent(id)}`, { inc: 'genres tags' }),
    );
    return body === undefined ? [] : claimsOf(read(artistLookup, body, `artist ${id}`), 'artist');
  }

  return {
    spec: 1,
    kind: 'source',
    name: 'musicbrainz',
    weight: settings.weight,
    answers: ['album'],
    site: 'musicbrainz.org',
    hosts: { [settings.base.host]: limitOf(settings) },
    idOf: releaseGroupIn,

    async find(query, { http }) {
      const known = await byIds(query, http);
      if (known) return [known];
      if (query.title.trim() === '') return [];
      const found = await searched(searchText(query), query, http);
      return found.length > 0 ? found : byOtherName(query, http);
    },

    async describe(candidate, { http }) {
      if (candidate.claims.some(({ field }) => field === 'genre')) return candidate;
      const more = await described(candidate.id, http);
      if (!more) return candidate;
      const { year = candidate.year, types, claims } = more;
      return {
        ...candidate,
        claims: [...candidate.claims, ...claims],
        ...(year === undefined ? {} : { year }),
        ...(types && types.length > 0 ? { types } : {}),
      };
    },

    async check({ http }: PluginContext) {
      await get(http, 'release', { query: 'release:(kind of blue)', limit: '1' });
      return [{ level: 'ok', text: `${settings.base.host} answers` }];
    },
  };
}

/** What an artist is also called, as its own search told it: releases do not. */
function withNames(candidate: Candidate, known: ReadonlyMap<string, readonly string[]>): Candidate {
  const names = known.get(candidate.ids?.['musicbrainz-artist'] ?? '') ?? [];
  const creators = [...new Set([...(candidate.aliases?.creators ?? []), ...names])];
  return creators.length === 0
    ? candidate
    : { ...candidate, aliases: { ...candidate.aliases, creators } };
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** The release group is what a candidate is: the address of one of its releases would take a look-up. */
function releaseGroupIn(text: string): string | undefined {
  if (!URL.canParse(text)) return uuidIn(text);
  return uuidIn(/\/release-group\/([^/]+)/.exec(new URL(text).pathname)?.[1]);
}

const uuidIn = (id: string | undefined) => (id !== undefined && uuid.test(id) ? id : undefined);

function getter({ base, userAgent }: Settings) {
  return (http: Http, path: string, parameters: Readonly<Record<string, string>>) => {
    const url = new URL(path, base);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    url.searchParams.set('fmt', 'json');
    return http.json(url, {
      headers: { accept: 'application/json', 'user-agent': userAgent },
      miss: isEmptySearch,
    });
  };
}

const isEmptySearch = (body: unknown): boolean => emptySearch.safeParse(body).success;

/**
 * The public service counts averages; a mirror counts nothing, but has an owner. So many answers may be under way at
 * once that the limit is reached although each of them takes up to a second.
 */
function limitOf({ requestsPerSecond }: Settings) {
  if (requestsPerSecond < 1) return { requests: 1, perMs: Math.ceil(1000 / requestsPerSecond) };
  const requests = Math.floor(requestsPerSecond);
  return { requests, perMs: 1000, concurrency: Math.min(mostAtOnce, Math.max(8, requests)) };
}

async function unlessMissing(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (EarmarkError.is(error, 'not-found')) return undefined;
    throw error;
  }
}
