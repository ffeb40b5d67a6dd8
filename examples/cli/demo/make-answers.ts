// Makes `synthetic-answers/` from `albums.json`: what MusicBrainz and Discogs would answer if these albums existed.
// Run it after a change of either: node --conditions=@earmark/source examples/cli/demo/make-answers.ts
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createHttp,
  createMemorySharedStore,
  createMemoryState,
  type PluginContext,
} from '@earmark/core';
import { createDiscogsSource } from '@earmark/source-discogs';
import { createMusicBrainzSource } from '@earmark/source-musicbrainz';
import { createFakeClock } from '@earmark/testkit';

interface Known {
  readonly as?: {
    readonly album: string;
    readonly artist: string;
    readonly year: number;
    readonly trackCount: number;
  };
  readonly genres: Readonly<Record<string, number>>;
  readonly artistGenres?: Readonly<Record<string, number>>;
  readonly discogs?: { readonly genres: readonly string[]; readonly styles: readonly string[] };
}
interface Album {
  readonly artist: string;
  readonly album: string;
  readonly year: number;
  readonly tracks: readonly string[];
  readonly known?: Known;
}

const folder = dirname(fileURLToPath(import.meta.url));
const albums = JSON.parse(readFileSync(join(folder, 'albums.json'), 'utf8')) as readonly Album[];
const answers = join(folder, 'synthetic-answers');
rmSync(answers, { recursive: true, force: true });

const numbered = (prefix: string, number: number) =>
  `${prefix}0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const artists = [...new Set(albums.map(({ artist }) => artist))];
const labels = (counts: Readonly<Record<string, number>> = {}) =>
  Object.entries(counts).map(([name, count], index) => ({
    id: numbered('d', index),
    name,
    count,
    disambiguation: '',
  }));

function credit({ artist, known }: Album) {
  const name = known?.as?.artist ?? artist;
  return [
    {
      name,
      joinphrase: '',
      artist: { id: numbered('a', artists.indexOf(artist)), name, 'sort-name': name },
    },
  ];
}

function discogsAnswer(url: URL): unknown {
  const [, entity, id] = url.pathname.split('/');
  const known = albums.filter(({ known }) => known?.discogs);
  if (entity === 'masters') {
    const album = known.find((each) => albums.indexOf(each) + 1 === Number(id));
    return {
      id: Number(id),
      title: album?.album,
      year: album?.year,
      artists: [{ name: album?.artist }],
      ...album?.known?.discogs,
      tracklist: album?.tracks.map((title, index) => ({
        title,
        position: String(index + 1),
        type_: 'track',
        duration: '',
      })),
    };
  }
  const results = known
    .filter(({ album }) => album === url.searchParams.get('release_title'))
    .map((each) => ({
      id: 1000 + albums.indexOf(each),
      type: 'release',
      master_id: albums.indexOf(each) + 1,
      title: `${each.artist} - ${each.album}`,
      year: String(each.year),
      genre: each.known?.discogs?.genres,
      style: each.known?.discogs?.styles,
    }));
  return {
    pagination: { page: 1, pages: 1, per_page: 25, items: results.length, urls: {} },
    results,
  };
}

function answer(url: URL): unknown {
  if (url.host === 'api.discogs.com') return discogsAnswer(url);
  const [, , , entity, id] = url.pathname.split('/');
  if (entity === 'artist' && id === undefined) return { count: 0, offset: 0, artists: [] };
  if (entity === 'artist') {
    const artist = artists.find((_, index) => numbered('a', index) === id);
    const album = albums.find((each) => each.artist === artist && each.known?.artistGenres);
    return { id, name: artist, genres: labels(album?.known?.artistGenres), tags: [] };
  }
  if (entity === 'release-group') {
    const album = albums.find((_, index) => numbered('b', index) === id);
    if (!album) throw new Error(`no album ${id}`);
    const { as } = album.known ?? {};
    return {
      id,
      title: as?.album ?? album.album,
      'primary-type': 'Album',
      'secondary-types': [],
      'first-release-date': String(as?.year ?? album.year),
      'artist-credit': credit(album),
      genres: labels(album.known?.genres),
      tags: [],
    };
  }
  const asked = url.searchParams.get('query') ?? '';
  const found = albums.flatMap((album, index) => {
    if (!album.known || !asked.startsWith(`release:(${album.album})`)) return [];
    const { as } = album.known;
    return [
      {
        id: numbered('c', index),
        score: as ? 71 : 100,
        title: as?.album ?? album.album,
        'artist-credit': credit(album),
        'release-group': { id: numbered('b', index), 'primary-type': 'Album' },
        date: String(as?.year ?? album.year),
        'track-count': as?.trackCount ?? album.tracks.length,
      },
    ];
  });
  return { created: '2026-01-01T00:00:00.000Z', count: found.length, offset: 0, releases: found };
}

const clock = createFakeClock({ auto: true });
const { signal } = new AbortController();
const http = createHttp({
  shared: createMemorySharedStore(),
  clock,
  record: answers,
  fetch: async (input) =>
    Response.json(answer(new URL(input instanceof Request ? input.url : input))),
});
const log = { debug() {}, info() {}, warn() {}, error() {} };
const state = createMemoryState();

for (const source of [
  createMusicBrainzSource({ contact: 'demo@example.org' }),
  createDiscogsSource({ token: 'demo' }),
]) {
  const view = http.for({
    plugin: source.name,
    account: 'demo',
    hosts: source.hosts ?? {},
    signal,
  });
  const ctx: PluginContext = { account: 'demo', http: view, log, clock, state, roots: {}, signal };
  for (const { artist, album, tracks } of albums) {
    const query = {
      kind: 'album',
      title: album,
      creators: [artist],
      trackCount: tracks.length,
    } as const;
    for (const candidate of await source.find(query, ctx)) await source.describe?.(candidate, ctx);
  }
}
