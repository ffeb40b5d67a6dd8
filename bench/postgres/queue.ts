/**
 * What four workers do in the time of one, and what the queue costs for each job. Every worker is a process of its
 * own with its own connections; the jobs wait instead of computing, so that the queue is all that can be in the way.
 *
 *   node bench/postgres/queue.ts [--jobs 240] [--wait 50] [--rounds 3]
 *
 * One JSON line. `ratio` is the throughput of four workers over that of one, `overheadMs` what a job of a lone
 * worker takes above the same waits without a queue: medians of the rounds. Needs PostgreSQL's programs.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startWorker } from '@earmark/core';
import { createPostgresStore } from '@earmark/postgres';
import { createTestServer } from '../../packages/postgres/src/__tests__/server.ts';

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '240' },
    wait: { type: 'string', default: '50' },
    rounds: { type: 'string', default: '3' },
    worker: { type: 'string' },
  },
});
const jobs = Number(values.jobs);
const waitMs = Number(values.wait);

/** Long enough for all workers to have seen an empty queue. */
const settleMs = 300;

if (values.worker === undefined) await measure();
else await serve(values.worker);

async function serve(url: string): Promise<void> {
  const store = createPostgresStore({ url, folder: '/tmp', connections: 1 });
  const queue = (await store.account('bench')).jobs;
  const worker = startWorker({
    queues: { bench: queue },
    handlers: { wait: async () => void (await sleep(waitMs)) },
    pollMs: 10,
  });
  const told = Promise.race([once(process, 'message'), once(process, 'disconnect')]);
  process.send?.('ready');
  await told;
  await worker.stop();
  await store.close();
  if (process.connected) process.disconnect();
}

async function measure(): Promise<void> {
  const server = await createTestServer();
  try {
    const ratios: number[] = [];
    const overheads: number[] = [];
    for (let round = 0; round < Number(values.rounds); round++) {
      const alone = await timed(server.url, 1);
      const together = await timed(server.url, 4);
      const bare = await timedBare();
      ratios.push(alone / together);
      overheads.push((alone - bare) / jobs);
    }
    const line = { bench: 'postgres-queue', jobs, waitMs, workers: 4 };
    console.log(
      JSON.stringify({
        ...line,
        ratio: rounded(median(ratios)),
        overheadMs: rounded(median(overheads)),
      }),
    );
  } finally {
    await server.remove();
  }
}

async function timed(url: string, count: number): Promise<number> {
  const store = createPostgresStore({ url, folder: '/tmp' });
  const { jobs: queue } = await store.account('bench');
  const before = (await queue.list({ status: 'done' })).length;
  const workers = Array.from({ length: count }, () => startProcess(url));
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  const notBefore = Date.now() + 20 * jobs + 1_000;
  for (let payload = 0; payload < jobs; payload++)
    await queue.add({ topic: 'wait', payload, notBefore });
  await sleep(Math.max(0, notBefore - Date.now() - settleMs));
  assert.equal((await queue.list({ status: 'active' })).length, 0);
  await sleep(Math.max(0, notBefore - Date.now()));
  const startedAt = performance.now();
  while ((await queue.list({ topic: 'wait', status: 'waiting', limit: 1 })).length > 0)
    await sleep(10);
  while ((await queue.list({ topic: 'wait', status: 'active', limit: 1 })).length > 0)
    await sleep(2);
  const tookMs = performance.now() - startedAt;
  assert.equal((await queue.list({ status: 'done' })).length - before, jobs);
  for (const worker of workers) worker.send('stop');
  await Promise.all(workers.map((worker) => once(worker, 'exit')));
  await store.close();
  return tookMs;
}

function startProcess(url: string): ChildProcess {
  return fork(new URL(import.meta.url), ['--worker', url, '--wait', String(waitMs)]);
}

async function timedBare(): Promise<number> {
  const startedAt = performance.now();
  for (let job = 0; job < jobs; job++) await sleep(waitMs);
  return performance.now() - startedAt;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

function rounded(number: number): number {
  return Math.round(number * 100) / 100;
}
