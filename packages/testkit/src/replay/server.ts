import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, systemClock } from '@earmark/core';
import { send } from './answer.ts';
import type { ReplayAnswer, ReplayCall, ReplayRequest, ReplayRoute } from './routes.ts';

export interface ReplayServerOptions {
  readonly routes?: readonly ReplayRoute[];
  /** Where a service that died comes back. Default: any free port. */
  readonly port?: number;
  /** Dates the calls. Default: the machine's own. */
  readonly clock?: Clock;
}
export interface ReplayServer extends AsyncDisposable {
  /** For a plugin's `baseUrl`: `http://127.0.0.1:<port>`, without a slash at its end. */
  readonly baseUrl: string;
  /** For a plugin's `hosts`: `127.0.0.1:<port>`. */
  readonly host: string;
  /** Every request so far, in the order of arrival, the unexpected ones too. */
  readonly calls: readonly ReplayCall[];
  /** Adds a route. Of two that fit, the one that was added later answers. */
  route(route: ReplayRoute): void;
  url(path: string): URL;
  /** Throws and names the requests that no route was for. They were answered 501. */
  assertAllExpected(): void;
  close(): Promise<void>;
}

/** Stands in for a service, on this machine alone. */
export async function createReplayServer(options: ReplayServerOptions = {}): Promise<ReplayServer> {
  const clock = options.clock ?? systemClock;
  const routes = (options.routes ?? []).map(prepared);
  const calls: ReplayCall[] = [];
  const unexpected: string[] = [];

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const at = clock.now();
    const request = await received(incoming);
    calls.push({ ...request, at });
    const route = routes.findLast(({ fits }) => fits(request));
    if (route === undefined) unexpected.push(`${request.method} ${request.path}`);
    await send(outgoing, route?.next() ?? { status: 501, body: `no route for ${request.path}` });
  };
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch((error: Error) => outgoing.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    baseUrl: `http://${host}`,
    host,
    calls,
    route: (route) => {
      routes.push(prepared(route));
    },
    url: (path) => new URL(path, `http://${host}`),
    assertAllExpected() {
      if (unexpected.length > 0)
        throw new Error(`The replay server has no route for:\n${unexpected.join('\n')}`);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

interface Prepared {
  fits(request: ReplayRequest): boolean;
  next(): ReplayAnswer;
}

function prepared(route: ReplayRoute): Prepared {
  const { on, method } = route;
  const wanted = typeof on === 'string' ? normal(on) : undefined;
  const answers: readonly ReplayAnswer[] = [route.answers].flat();
  let served = 0;
  return {
    fits: (request) =>
      (method === undefined || method === request.method) &&
      (typeof on === 'function' ? on(request) : normal(request.path) === wanted),
    next() {
      const answer = answers[Math.min(served, answers.length - 1)];
      served += 1;
      return answer ?? { status: 501, body: 'the route has no answers' };
    },
  };
}

function normal(path: string): string {
  const url = new URL(path, 'http://localhost');
  url.searchParams.sort();
  return `${url.pathname}?${url.searchParams}`;
}

async function received(incoming: IncomingMessage): Promise<ReplayRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return {
    method: incoming.method ?? 'GET',
    path: incoming.url ?? '/',
    headers: Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
    ),
    body: Buffer.concat(chunks).toString('utf8'),
  };
}
