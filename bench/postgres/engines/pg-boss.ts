import { PgBoss } from 'pg-boss';
import type { Engine } from './engine.ts';

export const pgBoss: Engine = {
  name: 'pg-boss',
  async open(url) {
    const boss = new PgBoss({ connectionString: url, max: 4, useListenNotify: true });
    boss.on('error', () => undefined);
    await boss.start();
    await boss.createQueue('bench', { notify: true });
    await boss.createQueue('keyed', { policy: 'short', notify: true });
    await boss.createQueue('other');
    const many = async (name: string, count: number, more = {}) => {
      for (let from = 0; from < count; from += 1000) {
        const length = Math.min(1000, count - from);
        await boss.insert(
          name,
          Array.from({ length }, (_, at) => ({ data: { at }, ...more })),
        );
      }
    };
    return {
      add: async (payload) => void (await boss.send('bench', { payload })),
      addKeyed: async (payload) =>
        void (await boss.send('keyed', { payload }, { singletonKey: String(payload) })),
      addMany: (count) => many('bench', count),
      addForeign: (count) => many('other', count),
      addLater: (count) => many('bench', count, { startAfter: 86_400 }),
      async work(slots, each) {
        await boss.work(
          'bench',
          // Without it each slot waits for its poll after every job.
          { localConcurrency: slots, pollingIntervalSeconds: 0.5, burstWhenBatchFull: true },
          async () => each(),
        );
        return () => boss.offWork('bench', { wait: true });
      },
      async drain(batchSize) {
        for (let done = 0; ; ) {
          const jobs = await boss.fetch('bench', { batchSize });
          if (jobs.length === 0) return done;
          await boss.complete(
            'bench',
            jobs.map(({ id }) => id),
          );
          done += jobs.length;
        }
      },
      close: () => boss.stop({ graceful: false }),
    };
  },
};
