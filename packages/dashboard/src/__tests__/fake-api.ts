// A server with the API's shapes and invented answers, for looking at the pages and for their tests.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDashboard } from '../dashboard.ts';
import { inventedAlbum, inventedReview, inventedRun } from './invented.ts';

export interface FakeApi {
  readonly url: string;
  /** Every answer that was given, newest last. */
  readonly answers: readonly {
    readonly method: string;
    readonly path: string;
    readonly body: unknown;
  }[];
  /** Sends an event to everybody who listens. */
  emit(event: object): void;
  close(): Promise<void>;
}

const base = '/earmark/';
/** One transparent pixel. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

export async function startFakeApi(
  options: {
    readonly albums?: number;
    readonly reviews?: number;
    readonly signedIn?: boolean;
  } = {},
): Promise<FakeApi> {
  const { albums = 2144, reviews = 118 } = options;
  let signedIn = options.signedIn ?? true;
  const dashboard = createDashboard();
  const answers: { method: string; path: string; body: unknown }[] = [];
  const listeners = new Set<ServerResponse>();
  const answered = new Set<string>();
  let seq = 0;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const path = url.pathname.slice(base.length);
    if (!path.startsWith('api/')) {
      const asset = dashboard.asset(path) ?? dashboard.page(base);
      response.writeHead(200, { ...dashboard.headers, 'content-type': asset.type });
      response.end(asset.bytes);
      return;
    }
    if (path.startsWith('api/covers/')) {
      response.writeHead(200, { 'content-type': 'image/png' });
      response.end(pixel);
      return;
    }
    if (path === 'api/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('retry: 100\n\n');
      listeners.add(response);
      response.on('close', () => listeners.delete(response));
      return;
    }
    const body = request.method === 'GET' ? undefined : await readJson(request);
    if (request.method !== 'GET') answers.push({ method: request.method ?? '', path, body });
    const [status, answer] = route(request.method ?? 'GET', path, url.searchParams, body);
    const type = status < 400 ? 'application/json' : 'application/problem+json';
    response.writeHead(status, { 'content-type': type, etag: '"7"' });
    response.end(answer === undefined ? '' : JSON.stringify(answer));
  }

  function route(
    method: string,
    path: string,
    query: URLSearchParams,
    body: unknown,
  ): readonly [number, unknown?] {
    const [, area, id, part] = path.split('/');
    if (area === 'session') {
      if (method === 'POST')
        signedIn = (body as { password?: string }).password === 'correct horse';
      if (!signedIn) return [401, { title: 'Wrong name or password', code: 'auth' }];
      return [
        200,
        {
          person: { id: 'p1', name: 'Ann', admin: true },
          accounts: [
            { name: 'ann', role: 'owner' },
            { name: 'ben', role: 'viewer' },
          ],
        },
      ];
    }
    if (area === 'setup') return [200, { needed: false, code: false }];
    if (!signedIn) return [401, { title: 'Sign in', code: 'auth' }];
    if (area === 'albums' && id === 'facets') return [200, facets()];
    if (area === 'albums' && id === undefined) return [200, albumPage(query)];
    if (area === 'albums' && part === 'evidence') return [200, evidence(String(id))];
    if (area === 'albums' && part === 'history') return [200, { items: [history()] }];
    if (area === 'albums')
      return id?.startsWith('album-')
        ? [200, album(String(id))]
        : [404, { title: 'No such album', code: 'not-found' }];
    if (area === 'reviews' && id === 'preview')
      return [
        200,
        {
          count: reviews,
          files: reviews * 11,
          expectedWrong: 9.2,
          riskiest: [0, 1, 2].map(inventedReview),
        },
      ];
    if (area === 'reviews' && id === 'answer') return [200, { answered: reviews }];
    if (area === 'reviews' && part === 'answer') {
      if (method === 'DELETE') answered.delete(String(id));
      else answered.add(String(id));
      return [200, {}];
    }
    if (area === 'reviews') return [200, reviewPage(query)];
    if (area === 'runs' && part === 'diff')
      return [200, { items: Array.from({ length: 30 }, (_, index) => change(index)) }];
    if (area === 'runs' && method === 'POST') return [202, { run: 'run-0' }];
    if (area === 'runs' && id === undefined)
      return [
        200,
        { items: Array.from({ length: 9 }, (_, index) => inventedRun(index, Date.now())) },
      ];
    if (area === 'runs') return [200, inventedRun(Number(String(id).slice(4)), Date.now())];
    if (area === 'genres')
      return [200, { labels: (body as { labels: string[] }).labels.map(label) }];
    return [404, { title: 'No such path', code: 'not-found' }];
  }

  function albumPage(query: URLSearchParams) {
    const offset = Number(query.get('offset') ?? 0);
    const text = query.get('text');
    const total = text ? 1 : albums;
    const count = Math.min(Number(query.get('limit') ?? 50), total - offset);
    return {
      items: Array.from({ length: Math.max(0, count) }, (_, index) =>
        inventedAlbum(offset + index),
      ),
      total,
    };
  }
  function reviewPage(query: URLSearchParams) {
    const offset = Number(query.get('offset') ?? 0);
    const open = Array.from({ length: reviews }, (_, index) => inventedReview(index)).filter(
      ({ decision }) => !answered.has(decision),
    );
    return {
      items: open.slice(offset, offset + Number(query.get('limit') ?? 50)),
      total: open.length,
    };
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${base}`,
    answers,
    emit(event) {
      for (const each of listeners)
        each.write(`id: ${++seq}\ndata: ${JSON.stringify({ seq, ...event })}\n\n`);
    },
    async close() {
      for (const each of listeners) each.end();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text === '' ? undefined : JSON.parse(text);
}

function facets() {
  const of = (...pairs: (readonly [string, number])[]) =>
    pairs.map(([value, count]) => ({ value, count }));
  return {
    genre: of(
      ['Indie Rock', 412],
      ['Jazz', 388],
      ['Hip Hop', 301],
      ['Ambient', 250],
      ['House', 201],
      ['Folk', 180],
    ),
    year: of(['1959', 12], ['1971', 44], ['1984', 61], ['1997', 90], ['2004', 120], ['2019', 201]),
    format: of(['flac', 1201], ['mp3', 700], ['m4a', 180], ['opus', 63]),
    state: of(
      ['confirmed', 1204],
      ['changed', 402],
      ['review', 118],
      ['unknown', 260],
      ['manual', 60],
      ['undecided', 92],
      ['failed', 8],
    ),
  };
}
function album(id: string) {
  const row = inventedAlbum(Number(id.slice(6)));
  return {
    ...row,
    fields: [
      {
        field: 'genre',
        values: row.genres,
        locked: false,
        decision: { id: 'decision-1', confidence: 0.91 },
      },
      { field: 'year', values: [String(row.year)], locked: true },
    ],
    tracks: Array.from({ length: row.files }, (_, index) => ({
      id: `${id}-${index}`,
      path: `${row.folder}/${index}.flac`,
      fields: { title: [`Part ${index + 1}`], track: [String(index + 1)] },
      durationSeconds: 180 + index * 7,
    })),
  };
}
function history() {
  return {
    receipt: 'r1',
    run: 'run-2',
    at: Date.now() - 90_000_000,
    field: 'genre',
    before: ['Rock'],
    after: ['Indie Rock', 'Rock'],
    undone: false,
  };
}
function change(index: number) {
  const { subject, title, before, after } = inventedReview(index);
  return { subject, title, field: 'genre', before, after, files: 11, undone: false };
}
function label(input: string) {
  return input === 'Jaz' ? { input, genres: [], suggestion: 'Jazz' } : { input, genres: [input] };
}
function evidence(id: string) {
  const row = inventedAlbum(Number(id.slice(6)));
  const claim = (value: string, strength: number) => ({
    field: 'genre',
    value,
    strength,
    level: 'release-group',
  });
  return {
    decision: {
      reasons: [
        { what: 'two sources agree', contribution: 0.42, source: 'musicbrainz' },
        { what: 'votes', contribution: 0.31, source: 'discogs', detail: '18 of 22' },
      ],
      field: 'genre',
      silent: ['lastfm'],
      before: [],
      after: row.genres,
      confidence: 0.91,
    },
    matches: [
      {
        source: 'MusicBrainz',
        score: 0.98,
        candidate: {
          title: row.title,
          creators: row.creators,
          year: row.year,
          url: 'https://musicbrainz.example/release/1',
          claims: row.genres.map((genre, index) => claim(genre, 0.9 - index * 0.3)),
        },
        runnerUp: { title: `${row.title} (Live)`, year: 1999 },
      },
      {
        source: 'Discogs',
        score: 0.95,
        candidate: {
          title: row.title,
          creators: row.creators,
          year: row.year,
          url: 'javascript:alert(1)',
          claims: [claim(row.genres[0] ?? '', 0.8)],
        },
      },
    ],
  };
}
