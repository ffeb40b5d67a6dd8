import {
  type Candidate,
  type Claim,
  EarmarkError,
  type Fault,
  type HttpResponse,
  type PluginContext,
  type Query,
  readOptions,
  type Source,
} from '@earmark/spec';
import { z } from 'zod';
import { type Album, artistGenres, read, search } from './answers.ts';
import { createTokens } from './token.ts';

export interface SpotifyOptions {
  /** Of an app of yours at https://developer.spotify.com/dashboard; its owner needs Premium. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** How much its word counts, 0 to 1. Default 1, as users are used to; what it says is little nowadays. */
  readonly weight?: number;
  /** Two letters: only what can be heard there. */
  readonly market?: string;
  /** Other addresses of the same service, for tests and proxies. */
  readonly baseUrl?: string;
  readonly tokenUrl?: string;
}

const address = z.url({ protocol: /^https?$/ });
const schema = z.strictObject({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  weight: z.number().min(0).max(1).exactOptional(),
  market: z.string().length(2).exactOptional(),
  baseUrl: address.exactOptional(),
  tokenUrl: address.exactOptional(),
});

/** Since 2026 a search gives ten at most. */
const searchLimit = '10';

/** Spotify: finds albums well, but genres are its artists' only, deprecated, and often missing. */
export function createSpotifySource(options: SpotifyOptions): Source {
  const settings = readOptions(schema, options, 'createSpotifySource');
  const { clientId, clientSecret, weight = 1, market } = settings;
  const base = new URL(settings.baseUrl ?? 'https://api.spotify.com/v1');
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  const tokenUrl = new URL(settings.tokenUrl ?? 'https://accounts.spotify.com/api/token');
  const authorize = createTokens({ clientId, clientSecret, url: tokenUrl });

  function get(
    { http, clock }: PluginContext,
    path: string,
    parameters: Readonly<Record<string, string>> = {},
  ) {
    const url = new URL(path, base);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return http.json(url, {
      authorize: (attempt) => authorize(http, clock, attempt),
      fault: refusal,
      miss: (body) => search.safeParse(body).data?.albums.items.length === 0,
    });
  }

  return {
    spec: 1,
    kind: 'source',
    name: 'spotify',
    weight,
    answers: ['album'],
    // Spotify names no number; this has been gentle enough for a rolling half minute.
    site: 'open.spotify.com',
    hosts: {
      [base.host]: { requests: 90, perMs: 30_000 },
      [tokenUrl.host]: { requests: 10, perMs: 30_000 },
    },

    async find(query, ctx) {
      if (query.title.trim() === '') return [];
      const body = await get(ctx, 'search', {
        q: searchText(query),
        type: 'album',
        limit: searchLimit,
        ...(market ? { market } : {}),
      });
      const { items } = read(search, body, `the search for ${query.title}`).albums;
      return items.flatMap((item) => (item ? [toCandidate(item)] : []));
    },

    async describe(candidate, ctx) {
      const id = candidate.ids?.['spotify-artist'];
      if (id === undefined) return candidate;
      try {
        const body = await get(ctx, `artists/${encodeURIComponent(id)}`);
        return {
          ...candidate,
          claims: claimsOf(read(artistGenres, body, `artist ${id}`).genres ?? []),
        };
      } catch (error) {
        if (EarmarkError.is(error, 'not-found')) return candidate;
        throw error;
      }
    },

    async check(ctx) {
      await get(ctx, 'search', { q: 'album:"kind of blue"', type: 'album', limit: '1' });
      return [
        { level: 'ok', text: `${base.host} answers and takes the credentials` },
        {
          level: 'warning',
          text: 'Spotify no longer promises genres: it may have no opinion',
          fix: 'use MusicBrainz, Discogs or Last.fm beside it',
        },
      ];
    },
  };
}

/** A 403 is plain text, and means the app, not the album. */
function refusal(_body: unknown, { status }: HttpResponse): Fault | undefined {
  if (status !== 403) return undefined;
  return {
    code: 'auth',
    message:
      "Spotify refused this app: its owner needs a Premium subscription, or the app may not use this part of the API. Leave the source out, or mend the app in Spotify's dashboard.",
  };
}

const phrase = (text: string) => `"${text.replaceAll('"', ' ').trim()}"`;

function searchText({ title, creators }: Query): string {
  const [artist] = creators;
  return artist ? `album:${phrase(title)} artist:${phrase(artist)}` : `album:${phrase(title)}`;
}

function toCandidate(album: Album): Candidate {
  const { id, name, artists, album_type, release_date, total_tracks, external_ids, external_urls } =
    album;
  const year = Number(release_date?.slice(0, 4));
  const [only, ...others] = artists ?? [];
  return {
    id,
    title: name,
    creators: (artists ?? []).map((artist) => artist.name),
    claims: [],
    ids: {
      'spotify-album': id,
      ...(only && others.length === 0 ? { 'spotify-artist': only.id } : {}),
      ...(external_ids?.upc ? { barcode: external_ids.upc } : {}),
    },
    ...(year > 0 ? { year } : {}),
    ...(total_tracks ? { trackCount: total_tracks } : {}),
    ...(album_type ? { types: [album_type.toLowerCase()] } : {}),
    ...(external_urls?.spotify ? { url: external_urls.spotify } : {}),
  };
}

/** The list is in alphabetical order: its places mean nothing. */
const claimsOf = (genres: readonly string[]): readonly Claim[] =>
  genres.map((value) => ({ field: 'genre', value, strength: 1, level: 'artist' }));
