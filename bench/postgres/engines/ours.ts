import { startWorker } from '@earmark/core';
import { createPostgresStore } from '@earmark/postgres';
import type { Engine } from './engine.ts';

export const ours: Engine = {
  name: 'earmark',
  async open(url) {
    const store = createPostgresStore({ url, folder: '/tmp', connections: 2 });
    const { jobs } = await store.account('bench');
    const many = (count: number, more = {}) =>
      jobs.addMany(
        Array.from({ length: count }, (_, payload) => ({ topic: 'bench', payload, ...more })),
      );
    return {
      add: async (payload) => void (await jobs.add({ topic: 'bench', payload })),
      addKeyed: async (payload) =>
        void (await jobs.add({ topic: 'bench', payload, key: String(payload) })),
      addMany: async (count) => void (await many(count)),
      async addForeign(count) {
        await many(count / 2, { topic: 'other' });
        await many(count / 2, { needs: ['hevc-gpu'] });
      },
      addLater: async (count) => void (await many(count, { notBefore: Date.now() + 86_400_000 })),
      async work(slots, each) {
        const handlers = { bench: async () => each() as undefined };
        const worker = startWorker({ queues: { bench: jobs }, handlers, concurrency: slots });
        return worker.stop;
      },
      async drain(limit) {
        const worker = `bench-${process.pid}`;
        for (let done = 0; ; ) {
          const asked = { worker, topics: ['bench'], leaseMs: 60_000, now: Date.now(), limit };
          const { jobs: claimed } = await jobs.claim(asked);
          if (claimed.length === 0) return done;
          const endings = claimed.map(({ id }) => ({ id, status: 'done' as const }));
          done += (await jobs.settle(worker, endings)).length;
        }
      },
      close: store.close,
    };
  },
};
