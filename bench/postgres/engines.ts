/**
 * The queue beside pg-boss and graphile-worker, each on the same fresh server in turn, with what they recommend for
 * each case. Jobs do nothing, so that the queue is all that is measured.
 *
 *   node bench/postgres/engines.ts [--jobs 3000] [--many 20000] [--crowd 100000] [--only earmark,pg-boss]
 *
 * One JSON line for each engine, then one with the ratios. Jobs a second: `single`, `keyed` adds one after another;
 * `bulk`; `slots`: claimed and completed by one process with ten slots; `four`: by four of them; `batch`: 100 at once.
 * `startP50`, `startP95`: milliseconds from the add to the start, one idle slot. `idle`: transactions a second with 50
 * idle slots. `foreign`, `later`, `finished`: `slots` again behind so many jobs of the kind, as a share of itself.
 * `connections`: of one process that works, at most. Needs PostgreSQL's programs.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createTestServer, type TestServer } from '../../packages/postgres/src/__tests__/server.ts';
import type { Engine, Opened } from './engines/engine.ts';
import { graphileWorker } from './engines/graphile-worker.ts';
import { ours } from './engines/ours.ts';
import { pgBoss } from './engines/pg-boss.ts';

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '3000' },
    many: { type: 'string', default: '20000' },
    crowd: { type: 'string', default: '100000' },
    only: { type: 'string', default: 'earmark,pg-boss,graphile-worker' },
    worker: { type: 'string' },
    url: { type: 'string', default: '' },
  },
});
const [jobs, many, crowd] = [values.jobs, values.many, values.crowd].map(Number) as [
  number,
  number,
  number,
];
const idleMs = 10_000;
const engines = [ours, pgBoss, graphileWorker];
const engineOf = (name: string): Engine => {
  const found = engines.find((engine) => engine.name === name);
  if (!found) throw new Error(`there is no engine ${name}`);
  return found;
};

if (values.worker === undefined) await measureAll();
else await serve(engineOf(values.worker), values.url);

type Figures = Readonly<Record<string, number>>;

async function measureAll(): Promise<void> {
  const all = new Map<string, Figures>();
  for (const name of values.only.split(',')) {
    const server = await createTestServer();
    try {
      const figures = await measure(engineOf(name), server);
      all.set(name, figures);
      console.log(JSON.stringify({ bench: 'postgres-engines', engine: name, ...figures }));
    } finally {
      await server.remove();
    }
  }
  const own = all.get(ours.name);
  if (!own || all.size < 2) return;
  const others = [...all].filter(([name]) => name !== ours.name);
  const ratios = ['single', 'keyed', 'bulk', 'slots', 'four', 'batch'].map((what) => [
    what,
    rounded((own[what] ?? 0) / Math.max(...others.map(([, figures]) => figures[what] ?? 0))),
  ]);
  console.log(
    JSON.stringify({ bench: 'postgres-engines', toTheFaster: Object.fromEntries(ratios) }),
  );
}

async function measure(engine: Engine, server: TestServer): Promise<Figures> {
  const queue = await engine.open(server.url);
  const figures: Record<string, number> = {};
  figures.single = await perSecond(jobs, async () => {
    for (let job = 0; job < jobs; job++) await queue.add(job);
  });
  figures.keyed = await perSecond(jobs, async () => {
    for (let job = 0; job < jobs; job++) await queue.addKeyed(job);
  });
  await queue.drain(100);
  figures.bulk = await perSecond(many, () => queue.addMany(many));
  figures.batch = await perSecond(many, () => queue.drain(100));
  figures.slots = await bySlots(queue);
  Object.assign(figures, await starts(queue));
  figures.idle = await idleRate(queue, server);
  figures.four = await byFour(engine, queue, server);
  const alone = await bySlots(queue);
  figures.finished = rounded(alone / figures.slots);
  await queue.addForeign(crowd);
  figures.foreign = rounded((await bySlots(queue)) / alone);
  await queue.addLater(crowd);
  figures.later = rounded((await bySlots(queue)) / alone);
  figures.connections = await connectionsOf(engine, server);
  await queue.close();
  return figures;
}

async function perSecond(count: number, work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return Math.round((count / (performance.now() - startedAt)) * 1000);
}

/** One process with ten slots, from the first job to the last. */
async function bySlots(queue: Opened): Promise<number> {
  await queue.addMany(jobs);
  const { promise, resolve } = Promise.withResolvers<void>();
  let left = jobs;
  let stop: (() => Promise<void>) | undefined;
  const rate = await perSecond(jobs, async () => {
    stop = await queue.work(10, () => --left === 0 && resolve());
    await promise;
  });
  await stop?.();
  return rate;
}

async function starts(queue: Opened): Promise<Figures> {
  let started = Promise.withResolvers<void>();
  const stop = await queue.work(1, () => started.resolve());
  await sleep(1500);
  const waits: number[] = [];
  for (let job = 0; job < 40; job++) {
    started = Promise.withResolvers();
    const addedAt = performance.now();
    await queue.add(job);
    await started.promise;
    waits.push(performance.now() - addedAt);
    await sleep(60);
  }
  await stop();
  waits.sort((a, b) => a - b);
  return { startP50: rounded(waits[20] ?? 0), startP95: rounded(waits[38] ?? 0) };
}

async function idleRate(queue: Opened, server: TestServer): Promise<number> {
  const stop = await queue.work(50, () => undefined);
  // What was done before is counted up to ten seconds later.
  await sleep(12_000);
  const before = await transactions(server);
  await sleep(idleMs);
  // One of them is the question itself.
  const rate = ((await transactions(server)) - before - 1) / (idleMs / 1000);
  await stop();
  return rounded(rate);
}
async function transactions(server: TestServer): Promise<number> {
  const text = `select sum(xact_commit + xact_rollback) as count from pg_stat_database where datname = current_database()`;
  return Number((await server.query(text))[0]?.count);
}

async function byFour(engine: Engine, queue: Opened, server: TestServer): Promise<number> {
  const workers = await Promise.all([1, 2, 3, 4].map(() => startProcess(engine, server)));
  let done = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  for (const worker of workers)
    worker.on('message', (count) => {
      done += Number(count);
      if (done >= jobs) resolve();
    });
  const rate = await perSecond(jobs, async () => {
    await queue.addMany(jobs);
    await promise;
  });
  await end(workers);
  return rate;
}

async function connectionsOf(engine: Engine, server: TestServer): Promise<number> {
  const count = async () =>
    Number(
      (
        await server.query(
          "select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
        )
      )[0]?.count,
    );
  const before = await count();
  const workers = [await startProcess(engine, server)];
  await sleep(1000);
  const more = (await count()) - before;
  await end(workers);
  return more;
}

async function startProcess(engine: Engine, { url }: TestServer): Promise<ChildProcess> {
  const worker = fork(new URL(import.meta.url), ['--worker', engine.name, '--url', url]);
  await once(worker, 'message');
  return worker;
}
async function end(workers: readonly ChildProcess[]): Promise<void> {
  for (const worker of workers) worker.disconnect();
  await Promise.all(workers.map((worker) => once(worker, 'exit')));
}

/** One of several processes: says how many jobs it did. */
async function serve(engine: Engine, url: string): Promise<void> {
  const queue = await engine.open(url);
  let done = 0;
  const stop = await queue.work(10, () => done++);
  const told = setInterval(() => {
    if (done > 0 && process.connected) process.send?.(done);
    done = 0;
  }, 5);
  process.send?.(0);
  await once(process, 'disconnect');
  clearInterval(told);
  await stop();
  await queue.close();
  process.exit();
}

function rounded(number: number): number {
  return Math.round(number * 100) / 100;
}
