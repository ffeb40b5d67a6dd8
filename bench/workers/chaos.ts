/**
 * One queue, eight processes of `earmark worker`, and SIGKILL for one of them again and again: at the end every job is
 * done, every file was written once, nothing lies beside the files, and undo brings all of them back byte by byte.
 *
 *   node bench/workers/chaos.ts [--albums 60] [--workers 8] [--kills 12] [--store sqlite|postgres]
 *
 * One JSON line; a fault ends it with an assertion. Takes some minutes, as a killed worker's jobs come back when their
 * lease has ended. Build first: the processes are `examples/cli/dist`.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createEarmark, pagesOf, type ReceiptRecord } from '@earmark/core';
import { createPostgresStore } from '@earmark/postgres';
import { allFormats } from '@earmark/standard';
import { createSqliteStore } from '@earmark/store';
import { createTagSink } from '@earmark/tags';

process.env.EARMARK_TEST_BUILT = '1';
const { createHouse } = await import('../../examples/cli/src/__tests__/house.ts');
const { differences, digestsOf } = await import('../../examples/cli/src/demo/digests.ts');
const { createTestServer } = await import('../../packages/postgres/src/__tests__/server.ts');
const { values } = parseArgs({
  options: {
    albums: { type: 'string', default: '60' },
    workers: { type: 'string', default: '8' },
    kills: { type: 'string', default: '12' },
    store: { type: 'string', default: 'sqlite' },
  },
});
const [albums, workers, kills] = [values.albums, values.workers, values.kills].map(Number);
assert(albums && workers && kills);

const database = values.store === 'postgres' ? await createTestServer() : undefined;
const house = await createHouse(albums);
const env = { ...process.env, ...(database && { EARMARK_DATABASE_URL: database.url }) };
const earmark = (...args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [...house.command, ...args], {
    cwd: house.folder,
    env,
    stdio: 'ignore',
  });

try {
  const before = await digestsOf(house.music);
  assert.deepEqual(await once(earmark('tag', 'music', '--queue'), 'exit'), [0, null]);
  const folder = join(house.folder, 'state');
  const store = database
    ? createPostgresStore({ url: database.url, folder })
    : createSqliteStore({ folder });
  const { jobs, journal } = await store.account('default');
  const start = performance.now();

  const work = () => earmark('worker', '--topics', 'tag', '--drain');
  const alive = Array.from({ length: workers }, work);
  for (let kill = 0; kill < kills; kill++) {
    await sleep(1500 + 1500 * Math.random());
    const at = Math.floor(Math.random() * alive.length);
    alive[at]?.kill('SIGKILL');
    alive[at] = work();
  }
  await Promise.all(alive.map((one) => one.exitCode ?? one.signalCode ?? once(one, 'exit')));
  // A drain does not wait for what others hold: what the killed ones held is free when their leases have ended.
  const isOpen = async () =>
    (await jobs.list({ limit: albums + 1 })).some(({ status }) => status !== 'done');
  const end = performance.now() + 180_000;
  do {
    assert.deepEqual(await once(work(), 'exit'), [0, null]);
    await sleep(2000);
  } while ((await isOpen()) && performance.now() < end);
  const seconds = Math.round((performance.now() - start) / 1000);

  const all = await jobs.list({ limit: albums + 1 });
  assert.deepEqual(
    [all.length, new Set(all.map(({ status }) => status))],
    [albums, new Set(['done'])],
  );
  assert.deepEqual(await journal.plans({ status: 'planned' }), []);
  const receipts: ReceiptRecord[] = [];
  for await (const page of pagesOf((which) => journal.receipts(which))) receipts.push(...page);
  const targets = new Set(receipts.map(({ receipt }) => receipt.target));
  assert.deepEqual([receipts.length, targets.size], [before.size, before.size]);
  const names = await readdir(house.music, { recursive: true, withFileTypes: true });
  assert.equal(names.filter((entry) => entry.isFile()).length, before.size);

  const undoer = await createEarmark({
    store,
    roots: { music: house.music },
    sinks: [createTagSink({ formats: await allFormats() })],
  });
  const undone = await undoer.undo(receipts.map(({ id }) => id)).done;
  await undoer.close();
  assert.equal(undone.counts.applied, before.size);
  assert.deepEqual(differences(before, await digestsOf(house.music)), []);
  const attempts = all.reduce((sum, job) => sum + job.attempts, 0);
  const line = { bench: 'chaos', store: values.store, albums, workers, kills };
  console.log(JSON.stringify({ ...line, attempts, seconds, files: before.size }));
} finally {
  await house[Symbol.asyncDispose]();
  await database?.remove();
}
