import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertAccountName } from '../account-name.ts';
import { EarmarkError } from '../errors.ts';
import type { AccountStore, Store } from '../ports.ts';
import type { Clock, PluginState } from '../spec.ts';
import { createMemoryCatalogue } from './catalogue.ts';
import { createMemoryJournal } from './journal.ts';
import { createMemoryQueue } from './queue.ts';
import { createMemoryReviews } from './reviews.ts';
import { createMemorySharedStore } from './shared-store.ts';
import { createMemoryState } from './state.ts';

export interface MemoryStoreOptions {
  /** Where logs and instance locks lie; no row is kept there. Default: a folder of this user below the system's temporary one. */
  readonly folder?: string;
  /** When records expire. Default: the machine's own. */
  readonly clock?: Clock;
}

/** All ports in memory: nothing outlives the process, nothing is shared with another one. */
export function createMemoryStore(options: MemoryStoreOptions = {}): Store {
  const accounts = new Map<string, AccountStore>();
  const shared = createMemorySharedStore(options.clock);
  let closed = false;

  function assertOpen(): void {
    if (closed) throw new EarmarkError('config', 'the store was closed: create another one');
  }

  return {
    kind: 'store',
    folder: options.folder ?? join(tmpdir(), `earmark-${process.getuid?.() ?? 'user'}`),
    async account(name) {
      assertOpen();
      assertAccountName(name, accounts.keys());
      const store = accounts.get(name) ?? createMemoryAccount(name);
      accounts.set(name, store);
      return store;
    },
    // There is nothing to close, and what was closed would be forgotten.
    async release() {},
    async shared() {
      assertOpen();
      return shared;
    },
    async accounts() {
      assertOpen();
      return [...accounts.keys()].sort();
    },
    async close() {
      closed = true;
    },
  };
}

function createMemoryAccount(account: string): AccountStore {
  const states = new Map<string, PluginState>();
  return {
    account,
    journal: createMemoryJournal(),
    reviews: createMemoryReviews(),
    catalogue: createMemoryCatalogue(),
    jobs: createMemoryQueue(),
    state(plugin) {
      const state = states.get(plugin) ?? createMemoryState();
      states.set(plugin, state);
      return state;
    },
  };
}
