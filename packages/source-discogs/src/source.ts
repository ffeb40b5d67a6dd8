import { EarmarkError, type Http, readOptions, type Source } from '@earmark/core';
import { z } from 'zod';
import { read, search, work } from './answers.ts';
import { candidatesOf, described } from './candidates.ts';
import { idOf } from './id-of.ts';
import { searchName } from './names.ts';

export interface DiscogsOptions {
  /** A personal access token, from https://www.discogs.com/settings/developers: searching needs one. */
  readonly token: string;
  /** Discogs blocks who does not say who asks. Default `Earmark/0.1`. */
  readonly userAgent?: string;
  /** Another address of the same service, for tests and proxies. */
  readonly baseUrl?: string;
  /** How much its word counts, 0 to 1. Default 0.8. */
  readonly weight?: number;
}

const schema = z.strictObject({
  token: z.string().min(1),
  userAgent: z.string().min(1).exactOptional(),
  baseUrl: z.url({ protocol: /^https?$/ }).exactOptional(),
  weight: z.number().min(0).max(1).exactOptional(),
});

/** Discogs: its styles are the finest genres that anybody has. */
export function createDiscogsSource(options: DiscogsOptions): Source {
  const settings = readOptions(schema, options, 'createDiscogsSource');
  const {
    token,
    userAgent = 'Earmark/0.1',
    baseUrl = 'https://api.discogs.com',
    weight = 0.8,
  } = settings;
  const base = new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);

  function get(http: Http, path: string, parameters: Readonly<Record<string, string>> = {}) {
    const url = new URL(path, base);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return http.json(url, {
      headers: { accept: 'application/json', 'user-agent': userAgent },
      authorize: async () => ({ authorization: `Discogs token=${token}` }),
      miss: (body) => search.safeParse(body).data?.results.length === 0,
    });
  }

  return {
    spec: 1,
    kind: 'source',
    name: 'discogs',
    weight,
    answers: ['album'],
    // 60 a minute with a token; the window moves.
    site: 'www.discogs.com',
    hosts: { [base.host]: { requests: 60, perMs: 60_000 } },
    idOf,

    async find({ title, creators }, { http }) {
      if (title.trim() === '') return [];
      const [artist] = creators;
      const body = await get(http, 'database/search', {
        type: 'release',
        release_title: title,
        ...(artist ? { artist: searchName(artist) } : {}),
        per_page: '25',
      });
      return candidatesOf(read(search, body, `the search for ${title}`).results);
    },

    async describe(candidate, { http }) {
      const [kind, id] = candidate.id.split('/');
      try {
        const body = await get(http, `${kind === 'master' ? 'masters' : 'releases'}/${id}`);
        return described(candidate, read(work, body, candidate.id));
      } catch (error) {
        if (EarmarkError.is(error, 'not-found')) return candidate;
        throw error;
      }
    },

    async check({ http }) {
      await get(http, 'database/search', {
        type: 'master',
        release_title: 'kind of blue',
        per_page: '1',
      });
      return [{ level: 'ok', text: `${base.host} answers and takes the token` }];
    },
  };
}
