import { createMemoryState, type Lease, type PluginContext, type PluginState } from '@earmark/core';

export type WriteContext = PluginContext & { readonly lease: Lease };

/** A context that a test can make: real time, a lease that always holds. */
export function writeContext(
  roots: Readonly<Record<string, string>>,
  state: PluginState = createMemoryState(),
  lease: Partial<Lease> = {},
): WriteContext {
  const never = new AbortController().signal;
  const silent = () => undefined;
  const offline = async () => {
    throw new Error('tags need no network');
  };
  return {
    account: 'default',
    http: { json: offline, request: offline },
    log: { debug: silent, info: silent, warn: silent, error: silent },
    clock: { now: () => 0, monotonic: () => 0, sleep: async () => undefined },
    state,
    roots,
    signal: never,
    lease: {
      key: 'test',
      token: 1,
      lost: never,
      confirm: async () => undefined,
      release: async () => undefined,
      [Symbol.asyncDispose]: async () => undefined,
      ...lease,
    },
  };
}
