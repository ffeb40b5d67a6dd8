import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Api } from '../api.ts';
import type { SocketSession } from '../push/socket.ts';
import { isMisdirected, requestOf, writeResponse } from './wire.ts';

export interface ServeOptions {
  readonly api: Api;
  /** Answers what the API is not asked: the pages. Default: the API answers all. */
  readonly fetch?: (
    request: Request,
    peer: { readonly address?: string | undefined },
  ) => Promise<Response>;
  readonly port?: number;
  readonly host?: string;
  readonly patience?: Partial<Patience>;
}
/** How long the other end may take, in milliseconds. */
export interface Patience {
  /** To send the headers of a request. Default 10,000. */
  readonly headersMs: number;
  /** To send a whole request. Default 15,000. */
  readonly requestMs: number;
  /** A socket is pinged so often, and cut where it has not answered by the next time. Default 15,000. */
  readonly pingMs: number;
}
export interface Served {
  readonly url: string;
  readonly port: number;
  /** Takes no more, lets what is under way finish, ends streams and sockets. After `graceMs` (8,000) it cuts. */
  close(graceMs?: number): Promise<void>;
}

const usualPatience: Patience = { headersMs: 10_000, requestMs: 15_000, pingMs: 15_000 };
const longestCheckMs = 1000;
const largestMessage = 16 * 1024;

/** A listener of Node for the API. */
export async function serve(options: ServeOptions): Promise<Served> {
  const { api, port = 5002, host = '127.0.0.1' } = options;
  const patience = { ...usualPatience, ...options.patience };
  const answer = options.fetch ?? api.fetch;
  const listener = getRequestListener(
    (request, { incoming }) => answer(request, peerOf(incoming as IncomingMessage)),
    { overrideGlobalObjects: false },
  );
  const server = createServer(
    {
      headersTimeout: patience.headersMs,
      requestTimeout: patience.requestMs,
      connectionsCheckingInterval: Math.min(longestCheckMs, patience.headersMs / 2),
      keepAliveTimeout: 65_000,
    },
    (incoming, outgoing) => {
      if (isMisdirected(incoming)) {
        outgoing.writeHead(421, { connection: 'close' }).end();
        return;
      }
      void listener(incoming, outgoing);
    },
  );
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    perMessageDeflate: false,
  });
  server.on('upgrade', (incoming, socket, head) => {
    void upgraded(api, sockets, patience, incoming, socket, head).catch(() => socket.destroy());
  });
  await listening(server, port, host);
  const { port: taken } = server.address() as AddressInfo;
  return {
    port: taken,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    async close(graceMs = 8000) {
      api.drain();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await api.close();
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      cut.unref();
      for (const client of sockets.clients) setTimeout(() => client.terminate(), graceMs).unref();
      await closed;
      clearTimeout(cut);
    },
  };
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

const peerOf = ({ socket }: IncomingMessage) => ({
  address: socket.remoteAddress,
  encrypted: 'encrypted' in socket && socket.encrypted === true,
});

async function upgraded(
  api: Api,
  sockets: WebSocketServer,
  { pingMs }: Patience,
  incoming: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): Promise<void> {
  socket.on('error', () => socket.destroy());
  if (isMisdirected(incoming))
    return void socket.end('HTTP/1.1 421 Misdirected Request\r\nConnection: close\r\n\r\n');
  const result = await api.upgrade(requestOf(incoming), peerOf(incoming));
  if (result instanceof Response) return writeResponse(socket, result);
  sockets.handleUpgrade(incoming, socket, head, (client) => connected(client, result, pingMs));
}

function connected(client: WebSocket, session: SocketSession, pingMs: number): void {
  let alive = true;
  const beat = setInterval(() => {
    if (!alive) return client.terminate();
    alive = false;
    client.ping();
  }, pingMs);
  client.on('pong', () => {
    alive = true;
  });
  client.on('message', (data, isBinary) => session.received(isBinary ? '' : data.toString()));
  client.on('error', () => client.terminate());
  client.on('close', () => {
    clearInterval(beat);
    session.closed();
  });
  void session.opened({
    send: (text) => client.send(text),
    close: (code, reason) => client.close(code, reason),
    get buffered() {
      return client.bufferedAmount;
    },
  });
}
