import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  /** With the query, as it came. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}
export interface Given {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, text and bytes as they are. */
  readonly body?: unknown;
}
/**
 * What happens to one exchange on its way, as networks and proxies do it: `before`: the service never hears of it;
 * `after`: it does what was asked, and the answer is lost; `broken` and `page`: somebody between answers, the
 * service did what was asked all the same. A number: it is refused with this status.
 */
export type Mishap = 'before' | 'after' | 'broken' | 'page' | number;

export interface StandIn extends AsyncDisposable {
  readonly baseUrl: string;
  /** `<method> <path>` of all that was asked, in order. */
  readonly asked: readonly string[];
  /** The next exchanges end like this, in order; nothing stands for a good end. */
  mishaps(...next: readonly (Mishap | undefined)[]): void;
  /** The next exchange of which `<method> <path>` is like this ends so. */
  mishapOn(like: RegExp, mishap: Mishap): void;
  close(): Promise<void>;
}

/** A service on this machine that remembers what it is told, with a bad line in front of it. */
export async function serve(answer: (asked: Asked) => Given | Promise<Given>): Promise<StandIn> {
  const asked: string[] = [];
  const ahead: (Mishap | undefined)[] = [];
  const awaited: { readonly like: RegExp; readonly mishap: Mishap }[] = [];
  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { method = 'GET', url: path = '/', headers } = incoming;
    asked.push(`${method} ${path}`);
    const at = awaited.findIndex(({ like }) => like.test(`${method} ${path}`));
    const mishap = at < 0 ? ahead.shift() : awaited.splice(at, 1)[0]?.mishap;
    if (mishap === 'before') return outgoing.destroy();
    if (typeof mishap === 'number') return reply(outgoing, { status: mishap, body: 'Refused' });
    const given = await answer({ method, path, headers, body: Buffer.concat(chunks) });
    if (mishap === 'after') return outgoing.destroy();
    if (mishap === 'broken') return reply(outgoing, { status: 500, body: 'Bad Gateway' });
    if (mishap === 'page')
      return reply(outgoing, { body: '<html><title>Sign in to the hotel</title>' });
    return reply(outgoing, given);
  };
  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch((error: Error) => outgoing.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    mishaps: (...next) => void ahead.push(...next),
    mishapOn: (like, mishap) => void awaited.push({ like, mishap }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function reply(outgoing: ServerResponse, { status = 200, headers = {}, body = '' }: Given): void {
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  const type = isRaw ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8';
  outgoing.writeHead(status, { 'content-type': type, ...headers });
  outgoing.end(isRaw ? body : JSON.stringify(body));
}
