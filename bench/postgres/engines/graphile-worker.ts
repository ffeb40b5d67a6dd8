import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import type { Engine } from './engine.ts';

const logger = new Logger(() => () => undefined);

export const graphileWorker: Engine = {
  name: 'graphile-worker',
  async open(connectionString) {
    const utils = await makeWorkerUtils({ connectionString, maxPoolSize: 4, logger });
    await utils.migrate();
    const many = async (identifier: string, count: number, more = {}) => {
      for (let from = 0; from < count; from += 1000) {
        const length = Math.min(1000, count - from);
        await utils.addJobs(
          Array.from({ length }, (_, at) => ({ identifier, payload: { at }, ...more })),
        );
      }
    };
    const start = (slots: number, each: () => void, preset = {}) =>
      run({
        connectionString,
        concurrency: slots,
        maxPoolSize: 4,
        pollInterval: 2_000,
        noHandleSignals: true,
        logger,
        preset: { worker: preset },
        taskList: { bench: async () => each() },
      });
    return {
      add: async (payload) => void (await utils.addJob('bench', { payload })),
      addKeyed: async (payload) =>
        void (await utils.addJob('bench', { payload }, { jobKey: String(payload) })),
      addMany: (count) => many('bench', count),
      addForeign: (count) => many('other', count),
      addLater: (count) => many('bench', count, { runAt: new Date(Date.now() + 86_400_000) }),
      async work(slots, each) {
        const runner = await start(slots, each);
        return () => runner.stop();
      },
      /** It has no call for it: its own worker with a local queue and batched completion. */
      async drain(atOnce) {
        const { promise, resolve } = Promise.withResolvers<void>();
        let done = 0;
        let idle: NodeJS.Timeout | undefined;
        const runner = await start(
          atOnce,
          () => {
            done++;
            clearTimeout(idle);
            idle = setTimeout(resolve, 100);
          },
          { localQueue: { size: atOnce }, completeJobBatchDelay: 5 },
        );
        await promise;
        await runner.stop();
        return done;
      },
      close: async () => void (await utils.release()),
    };
  },
};
