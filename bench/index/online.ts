/**
 * The live source against its rate limit: a service on this machine that allows one request a second, as MusicBrainz
 * does, and albums whose artists are shared. Says how much of the allowed rate is used, and what an album costs.
 *
 *   node --conditions=@earmark/source bench/index/online.ts [--albums 30] [--perSecond 1]
 */
import { parseArgs } from 'node:util';
import {
  createHttp,
  createMemorySharedStore,
  type PluginContext,
  rank,
  systemClock,
} from '../../packages/core/src/index.ts';
import { createMusicBrainzSource } from '../../packages/source-musicbrainz/src/index.ts';
import { createReplayServer } from '../../packages/testkit/src/index.ts';
import { uuidOf, workOf } from './dumps.ts';

const { values } = parseArgs({
  options: {
    albums: { type: 'string', default: '30' },
    perSecond: { type: 'string', default: '1' },
  },
});
const albums = Number(values.albums);
const perSecond = Number(values.perSecond);
const artists = Math.ceil(albums / 8);
const concurrency = 4;

const credit = (number: number) => {
  const artist = number % artists;
  return [
    { name: `Artist ${artist}`, artist: { id: uuidOf(2, artist), name: `Artist ${artist}` } },
  ];
};
const group = (number: number) => ({
  id: uuidOf(1, number),
  title: workOf(number).title,
  'artist-credit': credit(number),
  // Of four albums one has no genres, and needs its artist's.
  genres: number % 4 === 0 ? [] : [{ name: 'jazz', count: 3 }],
});
const numbers = Array.from({ length: albums }, (_, number) => number);

await using server = await createReplayServer({
  routes: [
    ...numbers.map((number) => ({
      on: ({ path }: { readonly path: string }) =>
        path.includes(`/release?query=release%3A%28number${number}%29`),
      answers: {
        body: {
          releases: [
            {
              ...group(number),
              title: `number${number}`,
              score: 100,
              'release-group': group(number),
            },
          ],
        },
      },
    })),
    ...numbers.map((number) => ({
      on: ({ path }: { readonly path: string }) =>
        path.includes(`/release-group/${uuidOf(1, number)}`),
      answers: { body: group(number) },
    })),
    {
      on: ({ path }) => path.includes('/artist/'),
      answers: { body: { id: 'a', genres: [{ name: 'folk', count: 9 }] } },
    },
  ],
});
const source = createMusicBrainzSource({
  baseUrl: `${server.baseUrl}/ws/2/`,
  requestsPerSecond: perSecond,
});
const { signal } = new AbortController();
const silent = () => undefined;
const ctx: PluginContext = {
  account: 'default',
  http: createHttp({ shared: createMemorySharedStore() }).for({
    plugin: source.name,
    account: 'default',
    hosts: source.hosts ?? {},
    signal,
  }),
  log: { debug: silent, info: silent, warn: silent, error: silent },
  clock: systemClock,
  state: { get: async () => undefined, set: async () => undefined },
  roots: {},
  signal,
};

async function all(): Promise<number> {
  const waiting = [...numbers];
  let known = 0;
  const work = async () => {
    for (let number = waiting.shift(); number !== undefined; number = waiting.shift()) {
      const query = {
        kind: 'album',
        title: `number${number}`,
        creators: [`Artist ${number % artists}`],
      } as const;
      const candidates = await source.find(query, ctx);
      const [first] = rank({ source: source.name, weight: 0.85, query, candidates });
      const described = first && (await source.describe?.(first.candidate, ctx));
      if (described?.claims.length) known += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return known;
}

const started = performance.now();
const known = await all();
const seconds = (performance.now() - started) / 1000;
const requests = server.calls.length;
const again = performance.now();
await all();
const figures = {
  albums,
  known,
  requestsPerAlbum: Math.round((100 * requests) / albums) / 100,
  ofAllowedRate: Math.round((100 * requests) / (seconds * perSecond)) / 100,
  albumsPerMinute: Math.round((600 * albums) / seconds) / 10,
  requestsOfSecondRun: server.calls.length - requests,
  timesFasterSecondRun: Math.round((seconds * 1000) / (performance.now() - again)),
};
process.stdout.write(`${JSON.stringify({ bench: 'online', ...figures })}\n`);
if (known < albums) throw new Error(`${albums - known} albums stayed without a genre`);
