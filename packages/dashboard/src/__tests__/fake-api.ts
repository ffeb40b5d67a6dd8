// A server with the API's shapes and invented answers, for looking at the pages and for their tests.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AlbumRow } from '@earmark/core';
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
  emit(event: { readonly event: string; readonly [key: string]: unknown }): void;
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
        { person: { id: 'p1', name: 'Ann', admin: true }, memberships: [], scopes: ['all'] },
      ];
    }
    if (area === 'setup') return [200, { needed: false, code: false }];
    if (!signedIn) return [401, { title: 'Sign in', code: 'auth' }];
    if (area === 'users') return [200, users()];
    const listed = lists[path.slice('api/'.length)];
    if (listed && method === 'GET') return [200, listed()];
    if (area === 'keys' && method === 'POST') return [201, { key: 'emk_invented' }];
    if (area === 'receipts') return [202, { run: 'run-0' }];
    if (area === 'albums' && id === 'facets') return [200, facets()];
    if (area === 'albums' && id === undefined) return [200, albumPage(query)];
    if (area === 'albums' && part === 'evidence') return [200, evidence(String(id))];
    if (area === 'albums' && part === 'match')
      return method === 'PUT' ? [200, { source: 'musicbrainz', id: 'other' }] : [204];
    if (area === 'albums' && part === 'history') return [200, { items: [change(2)] }];
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
    if (path === 'api/genres/normalize')
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
        each.write(`id: ${++seq}\ndata: ${JSON.stringify({ seq, account: 'ann', ...event })}\n\n`);
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
const lists: Readonly<Record<string, () => object>> = {
  people: () => ({
    items: [
      { id: 'p1', name: 'Ann', admin: true, disabled: false },
      { id: 'p2', name: 'Ben', admin: false, disabled: false },
    ],
    memberships: [
      { person: 'p1', account: '*', role: 'owner' },
      { person: 'p2', account: 'ben', role: 'viewer' },
    ],
  }),
  keys: () => ({
    items: [
      {
        id: 'k1',
        name: 'Backup script',
        scopes: ['read'],
        accounts: ['ann'],
        expiresAt: Date.now() + 5e9,
        lastUsed: { at: Date.now() - 7e6 },
      },
    ],
  }),
  sessions: () => ({
    items: [
      {
        id: 's1',
        seenAt: Date.now() - 1e5,
        address: '127.0.0.1',
        agent: 'Firefox on Linux',
        current: true,
      },
      {
        id: 's2',
        seenAt: Date.now() - 9e8,
        address: '192.0.2.7',
        agent: 'Safari on iPhone',
        current: false,
      },
    ],
  }),
  audit: () => ({
    items: [
      {
        seq: 2,
        at: Date.now() - 1e6,
        person: 'Ann',
        what: 'run-started',
        account: 'ann',
        target: 'run-0',
        address: '127.0.0.1',
      },
      {
        seq: 1,
        at: Date.now() - 2e6,
        key: 'k1',
        what: 'key-created',
        target: 'k1',
        address: '127.0.0.1',
      },
    ],
  }),
  workers: () => ({
    items: [{ worker: 'nas-41', jobs: [{ id: 'j1', topic: 'transcode', key: 'An Album' }] }],
  }),
  jobs: () => ({
    items: [
      { id: 'j1', topic: 'tag', status: 'active', progress: 0.4 },
      {
        id: 'j2',
        topic: 'transcode',
        status: 'failed',
        fault: { code: 'io', message: 'The disk is full: /music.' },
      },
    ],
  }),
  locks: () => ({
    items: [{ subject: 'album-3', field: 'year', by: 'Ann', at: Date.now() - 4e5 }],
  }),
  genres: () => ({
    items: [
      { name: 'Electronic', parents: [], aliases: ['Electronica'] },
      { name: 'House', parents: ['Electronic'], aliases: [] },
      { name: 'Deep House', parents: ['House'], aliases: [] },
      { name: 'Jazz', parents: [], aliases: [] },
    ],
  }),
  'learning/stats': () => ({ samples: 412, acceptedShare: 0.93 }),
  'learning/confidence': () => ({
    bins: [0.55, 0.65, 0.75, 0.85, 0.95].map((believed, index) => ({
      samples: 20 + index * 40,
      believed,
      right: believed - 0.02,
    })),
  }),
  'albums/histogram': () => ({
    bins: [0, 0, 2, 4, 4, 9, 8, 12, 20, 22, 31, 40, 44, 61, 80, 92, 130, 210, 380, 995],
  }),
};

function users() {
  const user = (name: string, role: string, state: string) => ({
    name,
    role,
    state,
    revision: 1,
    folder: `/users/${name}`,
    ...(state === 'paused' ? { pausedBecause: 'Kids’ concert until 22:00' } : {}),
    settings: { batchSize: 250, intervalMinutes: 15, cron: null, enabled: true, priority: 5 },
    statistics: {
      total: 2144,
      processed: 2010,
      skipped: 134,
      errors: 3,
      batches: 9,
      lastScanAt: Date.now() - 3_600_000,
    },
  });
  const all = [
    user('ann', 'owner', 'running'),
    user('ben', 'viewer', 'paused'),
    user('chloe', 'member', 'idle'),
  ];
  return { users: all, totals: { users: 3, running: 1, enabled: 3, maxConcurrent: 3 } };
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
        decision: { id: 'decision-0', confidence: 0.91 },
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
function change(index: number) {
  const { subject, title, before, after } = inventedReview(index);
  const at = Date.now() - 90_000_000;
  const target = `music:${index}.flac`;
  return {
    receipt: `receipt-${index}`,
    run: 'run-2',
    at,
    target,
    subject,
    title,
    field: 'genre',
    before,
    after,
    undone: false,
  };
}
function label(input: string) {
  const none = { genres: [], parents: [], regions: [] };
  return input === 'Jaz'
    ? { ...none, input, kind: 'unknown', suggestion: 'Jazz' }
    : { ...none, input, kind: 'genre', genres: [input], by: 'name' };
}
function evidence(id: string) {
  const row = inventedAlbum(Number(id.slice(6)));
  const index = (Number(id.slice(6)) - 3) / 8;
  const decision = {
    id: `decision-${index}`,
    subject: id,
    title: row.title,
    run: 'run-2',
    at: 0,
    field: 'genre',
    before: [],
    after: row.genres,
    confidence: 0.91,
    belief: 1.2,
    band: 'review',
    silent: ['lastfm'],
    matches: [
      {
        ...release('musicbrainz', row, 0.97),
        url: 'https://musicbrainz.example/release/1',
        runnerUp: {
          ...release('musicbrainz', row, 0.61),
          id: 'other',
          title: `${row.title} (Live)`,
        },
      },
      { ...release('discogs', row, 0.92), url: 'javascript:alert(1)' },
    ],
    reasons: [
      {
        what: row.genres[0],
        contribution: 0.62,
        source: 'MusicBrainz',
        detail: 'https://musicbrainz.example/release/1',
      },
      {
        what: '18 of 22 votes for the first value',
        contribution: 0.31,
        source: 'Discogs',
        detail: 'javascript:alert(1)',
      },
      {
        what: 'a broader value is said by the folder',
        contribution: -0.12,
        detail: '<img src=x onerror=alert(1)>',
      },
    ],
  };
  return {
    decisions: { items: Number.isInteger(index) ? [decision] : [] },
    rejected: [],
    pinned: {},
    sources: ['musicbrainz', 'discogs'],
  };
}
function release(source: string, { title, creators, year }: AlbumRow, score: number) {
  return { source, id: 'm1', title, creators, year, tracks: 12, score };
}
