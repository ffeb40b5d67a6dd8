import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * Two Host lines, or an absolute address that may name another host than they do: Node would believe one of
 * them, a proxy in front the other.
 */
export function isMisdirected({ rawHeaders, url = '' }: IncomingMessage): boolean {
  const hosts = rawHeaders.filter(
    (name, index) => index % 2 === 0 && name.toLowerCase() === 'host',
  );
  return hosts.length !== 1 || !url.startsWith('/');
}

/** The upgrade as a request, for the API to look at. */
export function requestOf(incoming: IncomingMessage): Request {
  const headers = new Headers();
  for (let index = 0; index < incoming.rawHeaders.length; index += 2)
    headers.append(incoming.rawHeaders[index] ?? '', incoming.rawHeaders[index + 1] ?? '');
  return new Request(new URL(incoming.url ?? '/', `http://${incoming.headers.host}`), { headers });
}

export async function writeResponse(socket: Duplex, response: Response): Promise<void> {
  const body = await response.text();
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`);
  const lines = [
    `HTTP/1.1 ${response.status} ${response.statusText || 'Refused'}`,
    ...headers,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
