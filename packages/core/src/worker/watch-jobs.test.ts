import { expect, test } from 'vitest';
import { createMemoryStore } from '../memory/store.ts';
import { watchJobs } from './watch-jobs.ts';
import { startWorker } from './worker.ts';

test('a listener hears when a job is taken, how far it is, and how it ended', async () => {
  const { jobs: queue } = await createMemoryStore().account('anna');
  const id = await queue.add({ topic: 'tag', payload: 1 });
  const watching = new AbortController();
  const heard: unknown[] = [];
  const steps = [0.25, 0.5];
  let go = Promise.withResolvers<void>();
  const worker = startWorker({
    queues: { anna: queue },
    handlers: {
      async tag(_, { progress }) {
        for (const step of steps) {
          await go.promise;
          go = Promise.withResolvers();
          progress(step);
        }
        await go.promise;
      },
    },
    leaseMs: 30,
  });
  for await (const job of watchJobs({ queue, signal: watching.signal, pollMs: 1 })) {
    expect(job.id).toBe(id);
    heard.push(job.status === 'active' ? (job.progress ?? 'taken') : job.status);
    if (job.status === 'done') watching.abort();
    go.resolve();
  }
  await worker.stop();
  expect(heard).toEqual(['taken', 0.25, 0.5, 'done']);
});
