import { type Lease, type PluginContext, systemClock } from '@earmark/core';

export type WriteContext = PluginContext & { readonly lease: Lease };

export function writeContext(
  root: string,
  state: PluginContext['state'],
  over: Partial<WriteContext> = {},
): WriteContext {
  const silent = () => undefined;
  const offline = async () => {
    throw new Error('no network is needed');
  };
  return {
    account: 'default',
    http: { json: offline, request: offline },
    log: { debug: silent, info: silent, warn: silent, error: silent },
    clock: systemClock,
    state,
    roots: { m: root },
    signal: new AbortController().signal,
    lease: lease(),
    ...over,
  };
}
export function lease(over: Partial<Lease> = {}): Lease {
  const nothing = async () => undefined;
  return {
    key: 'test',
    token: 1,
    lost: new AbortController().signal,
    confirm: nothing,
    release: nothing,
    [Symbol.asyncDispose]: nothing,
    ...over,
  };
}
