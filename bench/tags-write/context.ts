import { createMemoryState, type Lease, type PluginContext } from '@earmark/core';

/** What a sink needs of a run, and no more: memory for state, a lease that holds. */
export function context(
  roots: Readonly<Record<string, string>>,
): PluginContext & { readonly lease: Lease } {
  const never = new AbortController().signal;
  const nothing = () => undefined;
  const release = async () => undefined;
  const offline = async () => {
    throw new Error('no network here');
  };
  return {
    account: 'default',
    http: { json: offline, request: offline },
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    clock: { now: Date.now, monotonic: () => performance.now(), sleep: async () => undefined },
    state: createMemoryState(),
    roots,
    signal: never,
    lease: {
      key: 'bench',
      token: 1,
      lost: never,
      confirm: release,
      release,
      [Symbol.asyncDispose]: release,
    },
  };
}
