import {
  createEarmark,
  createMemoryStore,
  type Json,
  pipeline,
  recipe,
  type Store,
} from '@earmark/core';
import { createFakeClock, type FakeClock } from '@earmark/testkit';
import { createTrail } from '../audit/trail.ts';
import { type AccountsOptions, createAccounts } from '../index.ts';

/** Runs go on, an item at a time, as long as their account's gate is open. */
export interface Gate {
  items: number;
  readonly begun: string[];
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };

export async function createEstate(
  names: readonly string[],
  options: Partial<AccountsOptions> & { readonly store?: Store; readonly clock?: FakeClock } = {},
) {
  const clock = options.clock ?? createFakeClock();
  const store = options.store ?? createMemoryStore();
  const gate: Gate = { items: 0, begun: [] };
  const work = recipe({
    name: 'work',
    request: { safeParse: (value: unknown) => ({ success: true as const, data: value as Json }) },
    pipeline: (_request, { account }) =>
      pipeline({
        name: 'work',
        async *start(context) {
          gate.begun.push(account);
          for (let item = 0; item < gate.items; item += 1) {
            if (context.signal.aborted) return;
            context.count('subjects');
            yield item;
          }
          while (gate.items === 0 && !context.signal.aborted) await turn(context.signal);
        },
      }),
  });
  const earmark = await createEarmark({ store, clock, recipes: [work], account: 'host' });
  const { records, audit } = await earmark.shared();
  const trail = createTrail(audit, clock);
  const accounts = await createAccounts({
    earmark,
    records,
    trail,
    clock,
    log: silent,
    pacing: { permits: async (most) => most },
    work: () => ({ recipe: 'work', request: {} }),
    ...options,
  });
  for (const name of names) if (!(await accounts.has(name))) await accounts.create({ name }, {});
  await accounts.configure('host', { enabled: false }, {});
  return {
    accounts,
    earmark,
    store,
    clock,
    gate,
    records,
    state: async (name: string) => (await accounts.get(name))?.state,
    async end() {
      await accounts.close();
      await Promise.all(
        names.map((name) => accounts.control(name, 'stop', {}).catch(() => undefined)),
      );
    },
  };
}

/** The next turn of the event loop, or the end of the run. */
function turn(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = setImmediate(resolve);
    done.unref();
  });
}
