import fs, { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import type { Store } from '@earmark/core';

/** A process that dies by SIGKILL at one of its steps: before or after a request, an entry in the store, a link. */
export function createSteps(killAt: number, log: string) {
  let count = 0;
  const step = (what: string) => {
    count += 1;
    if (count !== killAt) return;
    appendFileSync(log, `${what}\n`);
    process.kill(process.pid, 'SIGKILL');
    // The signal needs a moment to arrive.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  };

  async function around<T>(what: string, work: () => Promise<T>): Promise<T> {
    step(`before ${what}`);
    const done = await work();
    step(`after ${what}`);
    return done;
  }

  /** The answer has arrived, and is thrown away with the process. */
  const fetched: typeof fetch = (input, init) =>
    around(`${init?.method ?? 'GET'} ${placeOf(input)}`, async () => {
      const response = await fetch(input, init);
      const bytes = await response.arrayBuffer();
      const { status, headers } = response;
      return new Response(bytes.byteLength > 0 ? bytes : null, { status, headers });
    });

  /** What is written there; what is only read changes nothing for who comes after. */
  function kept<T extends object>(whole: T, name: string): T {
    return new Proxy(whole, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key);
        const what = `${name}.${String(key)}`;
        if (typeof value === 'object' && value !== null) return kept(value, what);
        if (typeof value !== 'function') return value;
        const called = value.bind(target) as (...given: unknown[]) => unknown;
        if (key === 'account' || key === 'shared')
          return async (...given: unknown[]) => kept((await called(...given)) as object, name);
        if (key === 'state') return (...given: unknown[]) => kept(called(...given) as object, what);
        if (!writes.test(String(key))) return called;
        return (...given: unknown[]) => around(what, async () => called(...given));
      },
    });
  }

  for (const name of ['link', 'rename', 'mkdir'] as const) {
    const original = fs.promises[name] as (...given: unknown[]) => Promise<unknown>;
    Reflect.set(fs.promises, name, (...given: unknown[]) => around(name, () => original(...given)));
  }
  syncBuiltinESMExports();

  return { fetch: fetched, store: (store: Store): Store => kept(store, 'store') };
}

const writes =
  /^(?:put|set|update|commit|start|change|remove|delete|save|mark|queue|add|begin|end|finish|supersede|apply|book)/;

function placeOf(input: Parameters<typeof fetch>[0]): string {
  const { pathname } = new URL(input instanceof Request ? input.url : input);
  return pathname.replace(/\/(?:b\d+|[0-9a-f-]{36})(?=\/|$)/g, '/…');
}
