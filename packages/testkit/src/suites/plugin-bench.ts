import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import {
  createHttp,
  createMemorySharedStore,
  createMemoryState,
  EarmarkError,
  type ErrorCode,
  type Logger,
  type Plugin,
  type PluginContext,
} from '@earmark/core';
import { createFakeClock } from '../clock.ts';
import type { ReplayAnswer, ReplayRoute } from '../replay/routes.ts';
import { createReplayServer, type ReplayServer } from '../replay/server.ts';

/** Real milliseconds: what takes longer than this after a stop has not heard it. */
const patienceMs = 2_000;

export interface ContextOptions {
  readonly signal?: AbortSignal;
  /** Real milliseconds for one attempt. Default 300: what takes longer is a service that says nothing. */
  readonly timeoutMs?: number;
}

/** What a plugin that talks to a service is driven with: core's own http, and a service that does as told. */
export interface PluginBench {
  readonly server: ReplayServer;
  /** What the plugin logged, one line each. */
  readonly logged: readonly string[];
  /** Requests that went through `ctx.http` and reached the service. */
  readonly asked: () => number;
  /** Each has an http of its own, with an empty cache. */
  context(plugin: Plugin, options?: ContextOptions): PluginContext;
  /** From now on every request gets this answer, but those that `preliminaries` know. */
  always(answer: ReplayAnswer): void;
  /** From now on these answer; of two that fit, the later one. */
  routes(routes: readonly ReplayRoute[]): void;
  close(): Promise<void>;
}

export async function createPluginBench(
  preliminaries: readonly ReplayRoute[] = [],
): Promise<PluginBench> {
  const server = await createReplayServer();
  const clock = createFakeClock({ auto: true });
  const logged: string[] = [];
  const state = createMemoryState();
  let asked = 0;
  const line = (message: string, fields?: object) => {
    logged.push(`${message} ${inspect(fields, { depth: 8 })}`);
  };
  const log: Logger = { debug: line, info: line, warn: line, error: line };
  const routes = (added: readonly ReplayRoute[]) => {
    for (const route of added) server.route(route);
  };
  routes(preliminaries);
  return {
    server,
    logged,
    asked: () => asked,
    context(plugin, { signal = new AbortController().signal, timeoutMs = 300 } = {}) {
      const client = createHttp({
        shared: createMemorySharedStore(),
        clock,
        timeoutMs,
        retry: { retries: 0 },
        breaker: { failures: 1_000 },
      });
      const http = client.for({
        plugin: plugin.name,
        account: 'default',
        hosts: plugin.hosts ?? {},
        signal,
        onAnswered({ cached }) {
          if (!cached) asked += 1;
        },
      });
      return { account: 'default', http, log, clock, state, roots: {}, signal };
    },
    always(answer) {
      server.route({ on: () => true, answers: answer });
      routes(preliminaries);
    },
    routes,
    close: () => server.close(),
  };
}

/** The error of ours that this work must end with, in good time. */
async function rejection(work: Promise<unknown>): Promise<EarmarkError> {
  const error = await inTime(
    work.then(
      (answer) => assert.fail(`answered ${inspect(answer)} where it had to throw`),
      (thrown: unknown) => thrown,
    ),
  );
  if (error instanceof assert.AssertionError) throw error;
  assert.ok(EarmarkError.is(error), `threw ${inspect(error)}, which is no EarmarkError`);
  return error;
}

export async function rejectsWith(
  work: Promise<unknown>,
  ...codes: readonly ErrorCode[]
): Promise<EarmarkError> {
  const error = await rejection(work);
  assert.ok(
    codes.includes(error.code),
    `threw "${error.code}" in place of ${codes.join(' or ')}: ${error.message}`,
  );
  return error;
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new assert.AssertionError({ message: `still at work after ${patienceMs} ms` })),
    patienceMs,
  );
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** No secret may stand in what people or files get to see of it. */
export function assertHidden(secrets: readonly string[], what: string, shown: unknown): void {
  const text = typeof shown === 'string' ? shown : inspect(shown, { depth: 12, showHidden: true });
  for (const secret of secrets) {
    assert.ok(!text.includes(secret), `${what} shows a secret`);
    assert.ok(!text.includes(encodeURIComponent(secret)), `${what} shows a secret`);
  }
}

/** What every plugin of a service promises before it is asked anything. */
export function assertPlugin(plugin: Plugin, host: string): void {
  assert.equal(plugin.spec, 1);
  assert.match(plugin.name, /^[a-z][a-z0-9-]*$/, 'a name is short and lower-case');
  const hosts = plugin.hosts ?? {};
  assert.ok(host in hosts, `${host} is not among the declared hosts ${Object.keys(hosts)}`);
  for (const [name, { requests, perMs }] of Object.entries(hosts))
    assert.ok(requests > 0 && perMs > 0, `the limit of ${name} allows nothing`);
}
