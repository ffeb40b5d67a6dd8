import {
  type Candidate,
  EarmarkError,
  type Http,
  type PluginContext,
  type Query,
  type Source,
} from '@earmark/core';
import { artistLookup, groupLookup, read, releaseLookup, releaseSearch } from './answers.ts';
import { candidateOf, claimsOf, groupReleases } from './candidates.ts';
import { type MusicBrainzOptions, type Settings, settingsOf } from './options.ts';
import { searchText } from './query.ts';

const searchLimit = 50;
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
    hosts: { [settings.base.host]: limitOf(settings) },
    idOf: releaseGroupIn,

    async find(query, { http }) {
      const known = await byIds(query, http);
      if (known) return [known];
      if (query.title.trim() === '') return [];
      const body = await get(http, 'release', {
        query: searchText(query),
        limit: String(searchLimit),
      });
      return groupReleases(
        read(releaseSearch, body, `the search for ${query.title}`).releases,
        query,
      );
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

function isEmptySearch(body: unknown): boolean {
  const found = releaseSearch.safeParse(body);
  return found.success && found.data.releases.length === 0;
}

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
