import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createBookProvider } from '@earmark/audiobooks';
import { EarmarkError } from '@earmark/core';
import { ended } from '../exit.ts';
import type { Host } from '../host/host.ts';
import { dim } from '../output/style.ts';
import { stopAsked } from '../server/stop-asked.ts';
import { assertBooks } from './desk.ts';

const loopback = ['127.0.0.1', '::1', 'localhost'];

/** Answers Audiobookshelf as its metadata provider, until it is told to stop. */
export async function serveBooks(host: Host, port: number, address: string): Promise<number> {
  assertBooks(host);
  const { earmark, io, out } = host;
  const key = io.env.EARMARK_BOOKS_PROVIDER_KEY || undefined;
  if (key === undefined && !loopback.includes(address))
    throw new EarmarkError(
      'config',
      `Other machines reach ${address}. Set EARMARK_BOOKS_PROVIDER_KEY to a long random text, and give Audiobookshelf the same as authorization.`,
    );
  const answer = createBookProvider({ earmark, ...(key && { key }) });
  const server = createServer(async ({ url = '/', method = 'GET', headers }, response) => {
    try {
      const { authorization = '' } = headers;
      const place = `http://provider${url}`;
      const found = await answer(new Request(place, { method, headers: { authorization } }));
      response.writeHead(found.status, { 'content-type': 'application/json' });
      response.end(await found.text());
    } catch (error) {
      out.note(`A search failed: ${error instanceof Error ? error.message : error}`);
      response.writeHead(500).end();
    }
  });
  server.listen(port, address);
  await once(server, 'listening');
  const url = `http://${address.includes(':') ? `[${address}]` : address}:${(server.address() as AddressInfo).port}`;
  out.data({ event: 'serving', url });
  out.say(`Audiobookshelf may ask ${url}`);
  out.say(dim('Add it there under Settings, Item Metadata Utils, Custom Metadata Providers.'));
  await stopAsked(host);
  server.close();
  server.closeAllConnections();
  return ended.done;
}
