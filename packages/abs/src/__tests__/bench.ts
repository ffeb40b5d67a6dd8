import {
  createMemoryStore,
  type Fields,
  type Lease,
  type OriginContext,
  type Plugin,
  type PluginContext,
} from '@earmark/core';
import { type AbsStandInOptions, createAbsStandIn, createPluginBench } from '@earmark/testkit';
import { type AbsOptions, createAbsOrigin, createAbsShelf, createAbsSink } from '../index.ts';

export const token = 'synthetic-token';
const never = new AbortController().signal;
export const library = 'aaaaaaaa-0000-4000-8000-000000000001';
export const targetOf = (id: string) => `abs:${library}:${id}`;

export const lease: Lease = {
  key: 'test',
  token: 1,
  lost: never,
  confirm: async () => undefined,
  release: async () => undefined,
  [Symbol.asyncDispose]: async () => undefined,
};

export async function setup(
  standIn: Partial<AbsStandInOptions> = {},
  more: Partial<AbsOptions> = {},
) {
  const server = await createAbsStandIn({ token, ...standIn });
  const bench = await createPluginBench();
  const { catalogue } = await createMemoryStore().account('default');
  const failed: string[] = [];
  const options = { baseUrl: server.baseUrl, token, ...more };
  const contextOf = (plugin: Plugin): PluginContext & { lease: Lease } => ({
    ...bench.context(plugin, { timeoutMs: 10_000 }),
    lease,
  });
  const origin = createAbsOrigin(options);
  const originContext: OriginContext = {
    ...contextOf(origin),
    catalogue,
    reader: { extensions: new Set(), read: () => (async function* () {})() },
    report: {
      progress: () => undefined,
      failed: (target) => failed.push(target),
      unread: () => undefined,
      expect: () => undefined,
    },
  };
  const sink = createAbsSink(options);
  const ctx = contextOf(sink);
  const shelf = createAbsShelf(options);
  return {
    server,
    bench,
    origin,
    originContext,
    sink,
    ctx,
    shelf,
    shelfContext: contextOf(shelf),
    contextOf,
    /** Plans and applies. */
    async set(id: string, fields: Fields) {
      const change = { kind: 'fields', target: targetOf(id), set: fields } as const;
      return sink.apply(await sink.plan(change, ctx), ctx);
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      await bench.close();
    },
  };
}
