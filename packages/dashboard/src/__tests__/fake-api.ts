// A server with the API's shapes and invented answers, for looking at the pages and for their tests.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDashboard } from '../dashboard.ts';
import { album, change, evidence, facets, label, users } from './fake-answers.ts';
import { bookLists } from './fake-books.ts';
import { comparison, lists, settingsPreview } from './fake-lists.ts';
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
    response.writeHead(status, {
      ...(answer === undefined ? {} : { 'content-type': type }),
      etag: '"7"',
    });
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
    if (area === 'control') return [202, { done: true }];
    const name = path.slice('api/'.length);
    const listed = bookLists[name] ?? lists[name];
    if (listed && method === 'GET') return [200, listed()];
    if (path === 'api/settings/preview') return [200, settingsPreview];
    if (area === 'settings') return [200, lists.settings?.()];
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
    if (area === 'books' && method === 'DELETE') return [204];
    if (area === 'books') return [method === 'POST' && part === undefined ? 201 : 202, {}];
    if (area === 'views') return [204];
    if (area === 'leases') return [204];
    if (area === 'backups') return method === 'POST' ? [part ? 202 : 201, {}] : [204];
    if (area === 'notices' && id === 'rules') return method === 'PUT' ? [200, {}] : [204];
    if (area === 'notices' && id === 'outbox') return [204];
    if (area === 'notices')
      return id === 'email'
        ? [204]
        : [502, { detail: 'ntfy: the token was refused', code: 'auth' }];
    if (area === 'runs' && part === 'compare') return [200, comparison];
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
    if (query.get('status') === 'edited') return { items: [], total: 0 };
    if (query.get('status') === 'accepted') return { items: [], total: answered.size };
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
  const isJson = request.headers['content-type'] === 'application/json';
  return text === '' ? undefined : isJson ? JSON.parse(text) : text;
}
