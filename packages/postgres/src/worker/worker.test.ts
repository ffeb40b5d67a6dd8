import { createMemoryStore, EarmarkError, type Job, type Queue } from '@earmark/core';
import { expect, test } from 'vitest';
import { startWorker, type WorkerEvent } from './worker.ts';

const queueOf = async (account = 'anna'): Promise<Queue> =>
  (await createMemoryStore().account(account)).jobs;

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
  const outage = await queue.add({ topic: 'tag', payload: 'network' });
  const broken = await queue.add({ topic: 'tag', payload: 'malformed' });
  const events: WorkerEvent[] = [];
  await startWorker({
    queues: { anna: queue },
    handlers: {
      async tag({ payload }) {
        throw new EarmarkError(payload as 'network' | 'malformed', 'it did not work');
      },
    },
    drain: true,
    onEvent: (event) => events.push(event),
  }).done;
  expect(await queue.get(outage)).toMatchObject({ status: 'waiting', attempts: 1 });
  expect((await queue.get(outage))?.notBefore).toBeGreaterThan(Date.now());
  expect(await queue.get(broken)).toMatchObject({ status: 'failed', fault: { code: 'malformed' } });
  expect(events.filter(({ what }) => what === 'job-failed')).toHaveLength(2);
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
  await startWorker({
    queues: { anna: queue },
    handlers: {
      async tag() {
        throw error;
      },
    },
    drain: true,
  }).done;
  return queue.get(id);
}

test('a job whose files are in other hands waits without losing an attempt', async () => {
  const job = await jobAfter(new EarmarkError('locked', 'in other hands'));
  expect(job).toMatchObject({ status: 'waiting', attempts: 0, fault: { code: 'locked' } });
  expect(job?.notBefore).toBeGreaterThan(Date.now());
});

test('a handler that gives up by itself has used an attempt', async () => {
  const job = await jobAfter(new EarmarkError('aborted', 'nobody asked for that'));
  expect(job).toMatchObject({ status: 'failed', attempts: 1 });
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
        async complete(...asked) {
          if (silent) throw new EarmarkError('network', 'no answer');
          return queue.complete(...asked);
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
    pollMs: 1,
    drain: true,
  }).done;
  expect(await queue.get(id)).toMatchObject({ status: 'done' });
});
