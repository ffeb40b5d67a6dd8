import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorker } from '@earmark/core';
import { queueSuite } from '@earmark/testkit';
import { createClient, type RedisClientType } from '@redis/client';
import { afterAll, beforeAll, expect, type TestContext, test as vitest } from 'vitest';
import { createRedisQueue } from './redis-queue.ts';

const absent =
  spawnSync('redis-server', ['--version']).status === 0
    ? undefined
    : 'redis-server is not installed here (apt-get install redis-server)';
let client: RedisClientType;
let end: () => Promise<void> = async () => undefined;
let queues = 0;

/** A server of its own on a socket: nothing listens on the network. */
beforeAll(async () => {
  if (absent !== undefined) return;
  const folder = await mkdtemp(join(tmpdir(), 'earmark-redis-'));
  const path = join(folder, 'socket');
  const server = spawn(
    'redis-server',
    ['--port', '0', '--unixsocket', path, '--save', '', '--appendonly', 'no', '--dir', folder],
    { stdio: 'ignore' },
  );
  client = createClient({ socket: { path, reconnectStrategy: 20 } });
  client.on('error', () => undefined);
  await client.connect();
  end = async () => {
    client.destroy();
    server.kill();
    await once(server, 'exit');
    await rm(folder, { recursive: true });
  };
});
afterAll(() => end());

const create = () => createRedisQueue(client, `test-${queues++}`);
const test = (name: string, body: (context: TestContext) => Promise<void>) =>
  vitest(name, async (context) => {
    if (absent !== undefined) context.skip(absent);
    await body(context);
  });

queueSuite({ test }, async () => {
  const queue = await create();
  return { queue, close: queue.close };
});

test('a worker does its jobs as on any other queue', async () => {
  const queue = await create();
  await queue.addMany([1, 2, 3].map((payload) => ({ topic: 'double', payload })));
  await startWorker({
    queues: { ann: queue },
    handlers: { double: async ({ payload }) => ({ result: Number(payload) * 2 }) },
    concurrency: 2,
    drain: true,
  }).done;
  const results = (await queue.list({ status: 'done' })).map(({ result }) => result);
  expect(results).toEqual([6, 4, 2]);
  await queue.close();
});
