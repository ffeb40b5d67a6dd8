import { once } from 'node:events';
import { createServer } from 'node:net';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { isLost } from './faults.ts';

test('a server that takes a connection and says nothing is lost, not broken', async () => {
  const mute = createServer((socket) => socket.on('error', () => undefined));
  mute.listen(0, '127.0.0.1');
  await once(mute, 'listening');
  const address = mute.address();
  const client = new Client({
    host: '127.0.0.1',
    port: typeof address === 'object' && address ? address.port : 0,
    connectionTimeoutMillis: 20,
  });
  client.on('error', () => undefined);
  expect(isLost(await client.connect().catch((error: unknown) => error))).toBe(true);
  mute.close();
});
