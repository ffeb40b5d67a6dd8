/**
 * Lists, search and facets of 100,000 albums with 1.2 million files over HTTP, 50 clients at once: ours (key, rights,
 * validation, rate headers, ETag) against the same questions on bare hono and better-sqlite3, turn by turn in one run.
 *
 *   node bench/api/lists.ts [--albums 100000] [--files 12] [--clients 50] [--requests 1000]
 *
 * One JSON line for each question: `p50`, `p95`, `p99` in milliseconds by the clock of the clients, which share the
 * machine with the servers, and `cpu`: milliseconds of the server's processor time a request.
 */
import { Agent, get } from 'node:http';
import { parseArgs } from 'node:util';
import { openSqlite } from '../store/browse-sqlite.ts';
import { type Measured, share, startChild } from './child.ts';

const { values } = parseArgs({
  options: {
    albums: { type: 'string', default: '100000' },
    files: { type: 'string', default: '12' },
    clients: { type: 'string', default: '50' },
    requests: { type: 'string', default: '1000' },
  },
});
const albums = Number(values.albums);
const clients = Number(values.clients);
const requests = Number(values.requests);
const words = ['amb', 'bri', 'cin', 'del', 'ember', 'fallow', 'garnet', 'harb', 'iris', 'juniper'];
const genres = ['Rock', 'Jazz', 'Ambient', 'Krautrock', 'Hip Hop', 'Folk'];
const of = (list: readonly string[], round: number) =>
  encodeURIComponent(list[round % list.length] ?? '');
const questions: Readonly<
  Record<
    string,
    { readonly ours: (round: number) => string; readonly bare: (round: number) => string }
  >
> = {
  'first page': { ours: () => '/api/albums?limit=50', bare: () => '/first' },
  'a page far behind': {
    ours: (round) => `/api/albums?limit=50&offset=${(round * 7919) % albums}`,
    bare: (round) => `/deep/${(round * 7919) % albums}`,
  },
  search: {
    ours: (round) => `/api/albums?limit=50&text=${of(words, round)}`,
    bare: (round) => `/search/${of(words, round)}`,
  },
  genre: {
    ours: (round) => `/api/albums?limit=50&genre=${of(genres, round)}`,
    bare: (round) => `/genre/${of(genres, round)}`,
  },
  facets: { ours: () => '/api/albums/facets?which=genre', bare: () => '/facets' },
};

const shelf = await openSqlite({ albums, filesPerAlbum: Number(values.files) });
const ours = await startChild('ours', shelf.folder);
const bare = await startChild('bare', shelf.folder);
try {
  for (const [what, { ours: oursPath, bare: barePath }] of Object.entries(questions)) {
    for (const warm of [1, 2, 3]) {
      await ask(ours, oursPath(warm));
      await ask(bare, barePath(warm));
    }
    const own = await measured(ours, oursPath);
    const peer = await measured(bare, barePath);
    const ratio = Number((own.p95 / peer.p95).toFixed(2));
    console.log(
      JSON.stringify({ bench: 'api/lists', what, clients, ours: own, bare: peer, ratio }),
    );
  }
} finally {
  for (const { child } of [ours, bare]) child.kill();
  await shelf.close();
}

async function measured(server: Measured, path: (round: number) => string) {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const times: number[] = [];
  const before = await server.figures();
  let round = 0;
  async function client(): Promise<void> {
    while (round < requests) {
      round += 1;
      const start = performance.now();
      await ask(server, path(round), agent);
      times.push(performance.now() - start);
    }
  }
  await Promise.all(Array.from({ length: clients }, client));
  const after = await server.figures();
  agent.destroy();
  return {
    p50: share(times, 0.5),
    p95: share(times, 0.95),
    p99: share(times, 0.99),
    cpu: Number(((after.cpuMs - before.cpuMs) / times.length).toFixed(2)),
  };
}

/** A connection that the server has just given up is no answer: asked once more. */
async function ask(server: Measured, path: string, agent?: Agent): Promise<void> {
  await asked(server, path, agent).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ECONNRESET') throw error;
    return asked(server, path, agent);
  });
}

function asked({ url, key }: Measured, path: string, agent?: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${key}` };
    get(new URL(path, url), { headers, ...(agent ? { agent } : {}) }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${path}: ${answer.statusCode}`));
      answer.resume().on('end', resolve).on('error', reject);
    }).on('error', reject);
  });
}
