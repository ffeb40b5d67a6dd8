/**
 * One queue, done by 1, 2, 4 and 8 processes of `earmark worker --topics tag --drain` beside one another, where each
 * album waits for a source: the same library each time, with other genres, so that every file is written again.
 *
 *   node bench/workers/albums.ts [--albums 60] [--answerMs 200] [--processes 1,2,4,8] [--store sqlite|postgres]
 *
 * One JSON line for each number of processes: `seconds` from the first job's start to the last one's end, `whole` with
 * the start of the processes, `speedUp` of `seconds` against the first number; `attempts` above `albums` are failures.
 * Build first: the processes are `examples/cli/dist`.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Job } from '@earmark/core';

process.env.EARMARK_TEST_BUILT = '1';
const { createHouse, jsonLines } = await import('../../examples/cli/src/__tests__/house.ts');
const { createTestServer } = await import('../../packages/postgres/src/__tests__/server.ts');
const { values } = parseArgs({
  options: {
    albums: { type: 'string', default: '60' },
    answerMs: { type: 'string', default: '200' },
    processes: { type: 'string', default: '1,2,4,8' },
    store: { type: 'string', default: 'sqlite' },
  },
});
const albums = Number(values.albums);
const tracks = 5;

/** Knows every album, after a while. */
const source = createServer(async (_, response) => {
  await sleep(Number(values.answerMs));
  response.setHeader('content-type', 'application/json').end('{}');
}).listen(0, '127.0.0.1');
await once(source, 'listening');
const { port } = source.address() as AddressInfo;
const database = values.store === 'postgres' ? await createTestServer() : undefined;
const house = await createHouse(albums);
await writeFile(join(house.folder, 'earmark.config.mjs'), configuration());

try {
  let first: number | undefined;
  for (const [round, processes] of values.processes.split(',').map(Number).entries()) {
    const { seconds, whole, attempts, load } = await measure(round, processes);
    first ??= seconds;
    const speedUp = Math.round((first / seconds) * 100) / 100;
    const line = { bench: 'workers', store: values.store, processes, seconds, whole };
    console.log(JSON.stringify({ ...line, speedUp, albums, attempts, load }));
  }
} finally {
  await house[Symbol.asyncDispose]();
  await database?.remove();
  source.close();
}

async function measure(round: number, processes: number) {
  const env = {
    BENCH_ROUND: String(round),
    ...(database && { EARMARK_DATABASE_URL: database.url }),
  };
  const earmark = async (...args: readonly string[]) => {
    const ended = await house.spawn([...args, '--json'], { env });
    assert.equal(ended.code, 0, `${args.join(' ')}: ${ended.stderr}`);
    return ended;
  };
  await earmark('tag', 'music', '--queue');
  const load = loadavg().map((each) => Math.round(each * 10) / 10);
  const start = performance.now();
  const workers = await Promise.all(
    Array.from({ length: processes }, () => earmark('worker', '--topics', 'tag', '--drain')),
  );
  const whole = rounded((performance.now() - start) / 1000);
  const lines = workers.flatMap((worker) => jsonLines(worker));
  const applied = lines.filter(({ event }) => event === 'change-applied').length;
  const faults = ['job-failed', 'job-postponed', 'job-lost', 'change-failed', 'change-skipped'];
  const failed = lines.filter(({ event }) => faults.includes(String(event)));
  assert.equal(failed.length, 0, JSON.stringify(failed[0]));
  assert.equal(applied, albums * tracks);
  const jobs = jsonLines(await earmark('jobs', 'list', '--limit', values.albums)).filter(
    ({ event }) => event === 'job',
  ) as unknown as Job[];
  assert.equal(jobs.filter(({ status }) => status === 'done').length, albums);
  const attempts = jobs.reduce((sum, job) => sum + job.attempts, 0);
  const ends = jobs.map(({ finishedAt = 0 }) => finishedAt);
  const starts = jobs.map(({ startedAt = 0 }) => startedAt);
  const seconds = rounded((Math.max(...ends) - Math.min(...starts)) / 1000);
  return { seconds, whole, attempts, load };
}

function rounded(number: number): number {
  return Math.round(number * 100) / 100;
}

function configuration(): string {
  return `
const genres = ['Jazz', 'Techno', 'Folk', 'Punk', 'Soul'];
const host = '127.0.0.1:${port}';
const source = (round) => ({
  spec: 1, kind: 'source', name: 'slow', answers: ['album'],
  hosts: { [host]: { requests: 10000, perMs: 1000 } },
  async find({ title, creators }, { http }) {
    await http.json(new URL(\`http://\${host}/\${round}/\${encodeURIComponent(title)}\`));
    const number = Number(/\\d+$/.exec(title)?.[0]);
    const claims = [{ field: 'genre', value: genres[(number + round) % 5], strength: 1, level: 'release' }];
    return [{ id: title, title, creators, claims }];
  },
});
const policy = {
  spec: 1, kind: 'policy', name: 'trusting', fields: ['genre'],
  propose: ({ matches }) => matches.length === 0 ? [] : [{ field: 'genre', after: matches[0].candidate.claims.map(({ value }) => value), belief: 1, reasons: [{ what: 'it says so', contribution: 1 }] }],
};
export default ({ env }) => ({ roots: { music: ${JSON.stringify(house.music)} }, sources: [source(Number(env.BENCH_ROUND))], policies: [policy], hints: [] });
`;
}
