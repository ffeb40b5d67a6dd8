import {
  createMemoryState,
  createMemoryStore,
  EarmarkError,
  type OriginContext,
  type TagReader,
} from '@earmark/core';
import { createFakeClock } from '../clock.ts';

export interface StillContextOptions {
  readonly roots?: Readonly<Record<string, string>>;
  readonly reader?: TagReader;
  readonly signal?: AbortSignal;
  /** Puts into the catalogue what the plugin is to find there. */
  readonly prepare?: (catalogue: OriginContext['catalogue']) => Promise<void>;
}

/** What a plugin that asks nobody is driven with: an empty catalogue of its own, a clock that stands, and no network. */
export async function createStillContext(
  options: StillContextOptions = {},
): Promise<OriginContext & { close(): Promise<void> }> {
  const store = createMemoryStore();
  const { catalogue } = await store.account('default');
  await options.prepare?.(catalogue);
  const refuse = async () => {
    throw new EarmarkError(
      'network',
      'this suite has no network: the contract promises to need none',
    );
  };
  const quiet = () => undefined;
  return {
    account: 'default',
    http: { json: refuse, request: refuse },
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    clock: createFakeClock({ auto: true }),
    state: createMemoryState(),
    roots: options.roots ?? {},
    signal: options.signal ?? new AbortController().signal,
    catalogue,
    reader: options.reader ?? { extensions: new Set(), async *read() {} },
    report: { progress: quiet, failed: quiet, unread: quiet, expect: quiet },
    close: () => store.close(),
  };
}
