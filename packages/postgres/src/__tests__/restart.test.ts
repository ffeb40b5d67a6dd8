import { appendFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startWorker } from '@earmark/core';
import { createTempFolder } from '@earmark/testkit';
import { expect } from 'vitest';
import { createPostgresLock, createPostgresStore } from '../index.ts';
import { withServer } from './with-server.ts';

const { server, test } = withServer();
const jobCount = 120;

test('PostgreSQL is killed and started again under four workers: no job is lost, none is committed twice', async () => {
  const temp = await createTempFolder();
  const { url } = server();
  const machines = Array.from({ length: 4 }, (_, index) => ({
    store: createPostgresStore({ url, folder: temp.path, connections: 2 }),
    locks: createPostgresLock({ url, host: `machine-${index}`, connections: 2 }),
  }));
  try {
    const queues = await Promise.all(
      machines.map(async ({ store }) => (await store.account('anna')).jobs),
    );
    for (let item = 0; item < jobCount; item++)
      await queues[0]?.add({ topic: 'tag', payload: `item-${item}`, maxAttempts: 20 });

    const workers = machines.map(({ locks }, index) => {
      const queue = queues[index];
      if (!queue) throw new Error('a machine without a queue');
      return startWorker({
        queues: { anna: queue },
        leaseMs: 1_500,
        pollMs: 50,
        handlers: {
          /** A change that cannot be made twice: a line is added to the item's file unless it is there. */
          async tag({ payload }) {
            await using lease = await locks.acquire(`music:${payload}`, { waitMs: 20_000 });
            const file = join(temp.path, String(payload));
            if ((await readFile(file, 'utf8').catch(() => '')) !== '') return;
            await sleep(20);
            await lease.confirm();
            await appendFile(file, `${lease.token}\n`);
          },
        },
      });
    });
    const untilDone = async (count: number) => {
      for (;;) {
        const done = (await queues[0]?.list({ status: 'done' })) ?? [];
        if (done.length >= count) return;
        await sleep(20);
      }
    };
    for (let kills = 0; kills < 2; kills++) {
      await untilDone(20 + kills * 40);
      await server().kill();
      await sleep(200);
      await server().start();
    }
    await untilDone(jobCount);
    await Promise.all(workers.map((worker) => worker.stop()));

    const files = (await readdir(temp.path)).filter((name) => name.startsWith('item-'));
    expect(files).toHaveLength(jobCount);
    for (const file of files)
      expect((await readFile(join(temp.path, file), 'utf8')).split('\n')).toHaveLength(2);
    expect(await queues[0]?.list({ status: 'failed' })).toEqual([]);
  } finally {
    for (const { store, locks } of machines) {
      await locks.close?.();
      await store.close();
    }
    await temp.remove();
  }
});

test('what a store was just saving when PostgreSQL was killed is saved once it is back', async () => {
  const store = createPostgresStore({ url: server().url, folder: '/tmp' });
  const { journal, reviews } = await store.account('ben');
  const record = (id: string) => ({
    run: 'run-1',
    sink: 'tags',
    at: 1,
    decisions: [],
    plan: {
      id,
      change: { kind: 'fields' as const, target: `music:${id}`, set: {} },
      diff: [],
      fingerprint: 'f',
    },
    status: 'planned' as const,
  });
  let saved = 0;
  const writing = (async () => {
    while (saved < 300) {
      await journal.savePlans([record(`plan-${saved}`)]);
      await reviews.pin(`album-${saved}`, 'discogs', 'x');
      saved++;
    }
  })();
  while (saved < 50) await sleep(5);
  await server().kill();
  await server().start();
  await writing;
  expect(await journal.plans({ run: 'run-1' })).toHaveLength(300);
  expect(await reviews.pinned('album-299')).toEqual({ discogs: 'x' });
  await store.close();
});

test('a statement that was under way when PostgreSQL was killed is sent again', async () => {
  const store = createPostgresStore({ url: server().url, folder: '/tmp', schema: 'under_way' });
  const { reviews } = await store.account('ben');
  const [{ schema } = {}] = await server().query('select schema from under_way.accounts');
  const blocking = server()
    .query(`begin; lock table ${schema}.pins; select pg_sleep(60)`)
    .catch(() => undefined);
  const waiting = async (event: string) => {
    const found = () =>
      server().query(`select from pg_stat_activity where wait_event = '${event}'`);
    while ((await found()).length === 0) await sleep(10);
  };
  await waiting('PgSleep');
  const pinning = reviews.pin('album', 'discogs', 'x');
  await waiting('relation');
  await server().kill();
  await blocking;
  await server().start();
  await pinning;
  expect(await reviews.pinned('album')).toEqual({ discogs: 'x' });
  await store.close();
});
