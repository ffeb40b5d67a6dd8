import { EarmarkError } from '@earmark/spec';
import { expect, test } from 'vitest';
import { createMemoryStore } from '../memory/store.ts';
import type { Job, Queue } from '../ports/queue.ts';
import type { Clock } from '../spec.ts';
import type { WorkerEvent } from './handler.ts';
import { unserved } from './unserved.ts';
import { startWorker } from './worker.ts';

const queueOf = async (account = 'anna'): Promise<Queue> =>
  (await createMemoryStore().account(account)).jobs;

/** Nobody waits: a sleep ends at the next turn of the event loop, and its time has passed. */
function hastyClock(): Clock {
  let time = Date.UTC(2030, 0, 1);
  return {
    now: () => time,
    monotonic: () => time,
    async sleep(ms, signal) {
      await new Promise((resolve) => setImmediate(resolve));
      if (signal?.aborted) throw new EarmarkError('aborted', 'stopped');
      time += ms;
    },
  };
}

test('does what waits, the larger priority first, and ends when nothing is left', async () => {
  const queue = await queueOf();
  for (const [payload, priority] of [0, 2, 1].entries())
    await queue.add({ topic: 'tag', payload, priority });
  await queue.add({ topic: 'transcode', payload: 'not ours' });
  const done: unknown[] = [];
  await startWorker({
    queues: { anna: queue },
    handlers: { tag: async ({ payload }) => void done.push(payload) },
    drain: true,
  }).done;
  expect(done).toEqual([1, 2, 0]);
  expect(await queue.list({ status: 'waiting' })).toMatchObject([{ payload: 'not ours' }]);
});

test('who takes back the job of a worker that fell silent says whose it was', async () => {
  const queue = await queueOf();
  const clock = hastyClock();
  const id = await queue.add({ topic: 'tag', payload: 1 });
  await queue.claim({ worker: 'silent', topics: ['tag'], leaseMs: 10, now: clock.now() - 20 });
  const events: WorkerEvent[] = [];
  await startWorker({
    queues: { anna: queue },
    handlers: { tag: async () => undefined },
    drain: true,
    onEvent: (event) => events.push(event),
    clock,
  }).done;
  expect(events[0]).toEqual({ what: 'worker-lost', account: 'anna', worker: 'silent', job: id });
  expect(events.at(-1)).toMatchObject({ what: 'job-done', job: { id } });
});

test('accounts take turns, however long the list of one is', async () => {
  const [anna, ben] = [await queueOf('anna'), await queueOf('ben')];
  for (let payload = 0; payload < 6; payload++) await anna.add({ topic: 'tag', payload });
  for (let payload = 0; payload < 2; payload++) await ben.add({ topic: 'tag', payload });
  const served: string[] = [];
  await startWorker({
    queues: { anna, ben },
    handlers: { tag: async (_, { account }) => void served.push(account) },
    drain: true,
  }).done;
  expect(served.slice(0, 4).sort()).toEqual(['anna', 'anna', 'ben', 'ben']);
});

test('what may pass is tried again later, what cannot is a dead letter at once', async () => {
  const queue = await queueOf();
  const codes = ['network', 'malformed', 'unsupported'] as const;
  const ids = await queue.addMany(codes.map((payload) => ({ topic: 'tag', payload })));
  const events: WorkerEvent[] = [];
  const clock = hastyClock();
  const start = clock.now();
  await startWorker({
    queues: { anna: queue },
    handlers: {
      async tag({ payload }) {
        throw new EarmarkError(payload as (typeof codes)[number], 'it did not work');
      },
    },
    leaseMs: 30,
    drain: true,
    onEvent: (event) => events.push(event),
    clock,
  }).done;
  const jobs = await Promise.all(ids.map((id) => queue.get(id)));
  expect(jobs).toMatchObject([
    { status: 'failed', attempts: 3 },
    { status: 'failed', attempts: 1, fault: { code: 'malformed' } },
    { status: 'failed', attempts: 1, fault: { code: 'unsupported' } },
  ]);
  expect(clock.now() - start).toBeGreaterThan(10_000);
  const waits = events.filter(({ what }) => what === 'queue-waits');
  expect(waits[0]).toMatchObject({ account: 'anna' });
});

test('a job goes to the worker that can do what it needs', async () => {
  const queue = await queueOf();
  await queue.add({ topic: 'transcode', payload: 'film', needs: ['hevc-gpu'] });
  await queue.add({ topic: 'transcode', payload: 'song', needs: ['opus'] });
  const doneBy = async (...can: string[]) => {
    const done: unknown[] = [];
    await startWorker({
      queues: { anna: queue },
      handlers: { transcode: async ({ payload }) => void done.push(payload) },
      can,
      drain: true,
    }).done;
    return done;
  };
  expect(await doneBy('opus', 'hevc')).toEqual(['song']);
  expect(await doneBy('hevc-gpu')).toEqual(['film']);
});

test('a stop ends the work by its signal and gives the job back', async () => {
  const queue = await queueOf();
  const id = await queue.add({ topic: 'tag', payload: 1 });
  const started = Promise.withResolvers<void>();
  const worker = startWorker({
    queues: { anna: queue },
    handlers: {
      async tag(_, { signal }) {
        started.resolve();
        const { promise, reject } = Promise.withResolvers<void>();
        signal.addEventListener('abort', () => reject(new EarmarkError('aborted', 'stopped')));
        await promise;
      },
    },
  });
  await started.promise;
  await worker.stop();
  expect(await queue.get(id)).toMatchObject({ status: 'waiting', attempts: 0 });
});

/** What becomes of a job with one attempt whose handler throws this. */
async function jobAfter(error: EarmarkError) {
  const queue = await queueOf();
  const id = await queue.add({ topic: 'tag', payload: 1, maxAttempts: 1 });
  const worker = startWorker({
    queues: { anna: queue },
    handlers: {
      async tag() {
        throw error;
      },
    },
    onEvent: ({ what }) => what === 'job-started' && void worker.stop(),
  });
  await worker.done;
  return queue.get(id);
}

test('a job whose files are in other hands waits without losing an attempt', async () => {
  const job = await jobAfter(new EarmarkError('locked', 'in other hands'));
  expect(job).toMatchObject({ status: 'waiting', attempts: 0, fault: { code: 'locked' } });
  expect(job?.notBefore).toBeGreaterThan(Date.now());
});

test('progress reaches the queue, and a cancelled job is told so', async () => {
  const queue = await queueOf();
  const id = await queue.add({ topic: 'tag', payload: 1 });
  const events: WorkerEvent[] = [];
  await startWorker({
    queues: { anna: queue },
    handlers: {
      async tag(job: Job, { signal, progress }) {
        progress(0.5);
        while ((await queue.get(job.id))?.progress !== 0.5)
          await new Promise((resolve) => setImmediate(resolve));
        await queue.cancel(job.id);
        const { promise, resolve } = Promise.withResolvers<void>();
        signal.addEventListener('abort', () => resolve());
        await promise;
      },
    },
    leaseMs: 30,
    drain: true,
    onEvent: (event) => events.push(event),
  }).done;
  expect(events.at(-1)).toMatchObject({ what: 'job-lost' });
  expect(await queue.get(id)).toMatchObject({ status: 'cancelled', progress: 0.5 });
});

test('a worker goes on where its queue did not hear how a job ended, and says so', async () => {
  const queue = await queueOf();
  const [first, second] = [
    await queue.add({ topic: 'tag', payload: 1 }),
    await queue.add({ topic: 'tag', payload: 2 }),
  ];
  let silent = true;
  const events: WorkerEvent[] = [];
  await startWorker({
    queues: {
      anna: {
        ...queue,
        async settle(...asked) {
          if (silent) throw new EarmarkError('network', 'no answer');
          return queue.settle(...asked);
        },
      },
    },
    handlers: { tag: async () => undefined },
    leaseMs: 30,
    drain: true,
    onEvent(event) {
      events.push(event);
      if (event.what === 'queue-silent') silent = false;
    },
  }).done;
  expect(await queue.get(second)).toMatchObject({ status: 'done' });
  expect(events.find(({ what }) => what === 'queue-silent')).toMatchObject({ job: { id: first } });
});

test('a queue that is silent is not taken for an empty one', async () => {
  const queue = await queueOf();
  const id = await queue.add({ topic: 'tag', payload: 1 });
  let silent = 3;
  await startWorker({
    queues: {
      anna: {
        ...queue,
        async claim(asked) {
          if (silent-- > 0) throw new EarmarkError('network', 'no answer');
          return queue.claim(asked);
        },
      },
    },
    handlers: { tag: async () => undefined },
    drain: true,
    clock: hastyClock(),
  }).done;
  expect(await queue.get(id)).toMatchObject({ status: 'done' });
});

test('a job that says when it wants to go on is not counted as tried', async () => {
  const queue = await queueOf();
  const id = await queue.add({ topic: 'wait', payload: 1, maxAttempts: 1 });
  let turns = 0;
  const events: WorkerEvent[] = [];
  await startWorker({
    queues: { anna: queue },
    handlers: { wait: async () => (++turns < 4 ? { again: 60_000 } : { result: { turns } }) },
    drain: true,
    onEvent: (event) => events.push(event),
    clock: hastyClock(),
  }).done;
  expect(await queue.get(id)).toMatchObject({ status: 'done', attempts: 1, result: { turns: 4 } });
  expect(events.filter(({ what }) => what === 'job-postponed')).toHaveLength(3);
});

test('what a handler says comes next is done next', async () => {
  const queue = await queueOf();
  await queue.add({ topic: 'first', payload: 1 });
  const done: unknown[] = [];
  await startWorker({
    queues: { anna: queue },
    handlers: {
      first: async () => ({ next: [2, 3].map((payload) => ({ topic: 'second', payload })) }),
      second: async ({ payload }) => void done.push(payload),
    },
    drain: true,
  }).done;
  expect(done).toEqual([2, 3]);
});

test('a disk that went away pauses the jobs that need it, costs none an attempt, and stops no other', async () => {
  const queue = await queueOf();
  const onDisk = await queue.addMany(
    [1, 2, 3].map((payload) => ({ topic: 'tag', payload, needs: ['root:music'], maxAttempts: 1 })),
  );
  const other = await queue.add({ topic: 'tag', payload: 4, needs: ['root:books'] });
  let mounted = true;
  let pulled = false;
  const events: WorkerEvent[] = [];
  let done = 0;
  const worker = startWorker({
    queues: { anna: queue },
    handlers: {
      async tag({ needs = [], payload }) {
        if (payload === 1 && !pulled) {
          pulled = true;
          mounted = false;
          throw new EarmarkError('io', '/music holds no media', { lacks: 'root:music' });
        }
        if (needs.includes('root:music') && !mounted) throw new EarmarkError('io', 'burnt');
        if (payload === 4) mounted = true;
      },
    },
    can: ['root:music', 'root:books'],
    lacks: async (ability) =>
      ability === 'root:music' && !mounted ? '/music is not mounted' : undefined,
    onEvent(event) {
      events.push(event);
      if (event.what === 'job-done' && ++done === 4) void worker.stop();
    },
    clock: hastyClock(),
  });
  await worker.done;
  for (const id of [...onDisk, other])
    expect(await queue.get(id)).toMatchObject({ status: 'done', attempts: 1 });
  expect(events.filter(({ what }) => what.startsWith('ability-'))).toMatchObject([
    { what: 'ability-lost', ability: 'root:music', reason: '/music holds no media' },
    { what: 'ability-back', ability: 'root:music' },
  ]);
  expect(events.some(({ what }) => what === 'job-failed')).toBe(false);
});

test('a worker that is started while its database is down waits for it', async () => {
  const queue = await queueOf();
  const id = await queue.add({ topic: 'tag', payload: 1 });
  let down = 3;
  const events: WorkerEvent[] = [];
  await startWorker({
    queues: {
      async anna() {
        if (down-- > 0) throw new EarmarkError('network', 'no answer');
        return queue;
      },
    },
    handlers: { tag: async () => undefined },
    drain: true,
    onEvent: (event) => events.push(event),
    clock: hastyClock(),
  }).done;
  expect(await queue.get(id)).toMatchObject({ status: 'done' });
  expect(events.filter(({ what }) => what === 'queue-silent')).toHaveLength(3);
});

test('a worker is known while it lives; what nobody living can do is told', async () => {
  const queue = await queueOf();
  await queue.addMany([
    { topic: 'tag', payload: 1 },
    { topic: 'transcode', payload: 2, needs: ['hevc-gpu'] },
  ]);
  const during: unknown[] = [];
  const worker = startWorker({
    queues: { anna: queue },
    handlers: {
      async tag() {
        during.push(await queue.workers(), await unserved(queue, Date.now()));
      },
      transcode: async () => undefined,
    },
    onEvent: ({ what }) => what === 'job-done' && void worker.stop(),
  });
  await worker.done;
  expect(during).toMatchObject([
    [{ name: worker.name, topics: ['tag', 'transcode'], can: [], troubles: [] }],
    [{ topic: 'transcode', needs: ['hevc-gpu'], count: 1 }],
  ]);
  expect(await queue.workers()).toEqual([]);
});

test('many slots are filled by one claim and emptied by one call', async () => {
  const queue = await queueOf();
  await queue.addMany(Array.from({ length: 100 }, (_, payload) => ({ topic: 'tag', payload })));
  const calls = { claim: 0, settle: 0 };
  await startWorker({
    queues: {
      anna: {
        ...queue,
        claim(options) {
          calls.claim++;
          return queue.claim(options);
        },
        settle(worker, endings) {
          calls.settle++;
          return queue.settle(worker, endings);
        },
      },
    },
    handlers: { tag: async () => undefined },
    concurrency: 50,
    drain: true,
  }).done;
  expect(await queue.list({ status: 'done' })).toHaveLength(100);
  expect(calls.claim).toBeLessThan(10);
  expect(calls.settle).toBeLessThan(10);
});
