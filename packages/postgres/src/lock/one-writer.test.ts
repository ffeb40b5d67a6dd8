import { createAbsSink } from '@earmark/abs';
import type { Lease } from '@earmark/core';
import { createAbsStandIn, createPluginBench } from '@earmark/testkit';
import { expect } from 'vitest';
import { withServer } from '../__tests__/with-server.ts';
import { createPostgresLock } from '../index.ts';

const { server, test } = withServer();
const token = 'synthetic-token';
const item = { confirm: async () => undefined } as Lease;

test('two machines write to one Audiobookshelf: never two changes on their way', async () => {
  const books = Array.from({ length: 20 }, (_, at) => ({ id: `b${at}` }));
  await using shelf = await createAbsStandIn({ token, books });
  const machines = await Promise.all(
    ['attic', 'cellar'].map(async (host) => {
      const locks = createPostgresLock({ url: server().url, host });
      const sink = createAbsSink({ baseUrl: shelf.baseUrl, token, locks });
      const bench = await createPluginBench();
      return {
        locks,
        sink,
        bench,
        ctx: { ...bench.context(sink, { timeoutMs: 600_000 }), lease: item },
      };
    }),
  );
  await Promise.all(
    books.map(async ({ id }, at) => {
      const machine = machines[at % machines.length];
      if (!machine) return;
      const { sink, ctx } = machine;
      const set = { series: ['The same'], seriespart: ['1'] };
      const change = { kind: 'fields', target: `abs:any:${id}`, set } as const;
      await sink.apply(await sink.plan(change, ctx), ctx);
    }),
  );
  expect(shelf.mostPatchesAtOnce).toBe(1);
  expect(shelf.dead).toBeUndefined();
  expect(shelf.patches).toHaveLength(20);
  for (const { bench, locks } of machines) {
    await bench.close();
    await locks.close?.();
  }
});
