import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EarmarkError } from '@earmark/spec';
import { assertAccountName } from '../account-name.ts';
import { systemClock } from '../clock.ts';
import type { AccountStore, Journal, Reviews, Store } from '../ports.ts';
import type { Catalogue, Clock, PluginState } from '../spec.ts';
import { createMemoryBrowse } from './browse.ts';
import { createMemoryCatalogue } from './catalogue.ts';
import { createMemoryJournal } from './journal.ts';
import { createMemoryQueue } from './queue.ts';
import { createMemoryReviews } from './reviews.ts';
import { createMemorySharedStore } from './shared-store.ts';
import { createMemoryState } from './state.ts';

export interface MemoryStoreOptions {
  /** Where logs and instance locks lie; no row is kept there. Default: a folder of this user below the system's temporary one. */
  readonly folder?: string;
  /** When records expire and jobs were added. Default: the machine's own. */
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
      const store = accounts.get(name) ?? createMemoryAccount(name, options.clock ?? systemClock);
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

function createMemoryAccount(account: string, clock: Clock): AccountStore {
  const states = new Map<string, PluginState>();
  let revision = 1;
  const noted = <Port extends object>(port: Port, changes: readonly (keyof Port)[]) =>
    noting(port, changes, () => {
      revision += 1;
    });
  const facts = {
    health: new Map<string, number>(),
    issues: new Map<string, readonly string[]>(),
    added: new Map<string, number>(),
  };
  const journal = noted(createMemoryJournal(), journalChanges);
  const reviews = noted(createMemoryReviews(), reviewChanges);
  const catalogue = noted(createMemoryCatalogue(clock, facts), catalogueChanges);
  return {
    account,
    journal,
    reviews,
    catalogue,
    jobs: createMemoryQueue(clock),
    browse: createMemoryBrowse(
      {
        catalogue,
        journal,
        reviews,
        addedAt: (id) => facts.added.get(id) ?? 0,
        health: (album) => facts.health.get(album),
        issues: (album) => facts.issues.get(album) ?? [],
      },
      () => revision,
    ),
    state(plugin) {
      const state = states.get(plugin) ?? createMemoryState();
      states.set(plugin, state);
      return state;
    },
  };
}

const journalChanges = [
  'startRun',
  'endRun',
  'saveDecisions',
  'setPlanStatus',
  'saveReceipt',
  'prune',
] as const satisfies readonly (keyof Journal)[];
const reviewChanges = [
  'queue',
  'supersede',
  'answer',
  'markApplied',
  'lock',
  'unlock',
] as const satisfies readonly (keyof Reviews)[];
const catalogueChanges = ['apply', 'setHealth'] as const satisfies readonly (keyof Catalogue)[];

/** The same port, whose changes are told once they are made. */
function noting<Port extends object>(
  port: Port,
  changes: readonly (keyof Port)[],
  note: () => void,
): Port {
  return new Proxy(port, {
    get(target, name) {
      const method = Reflect.get(target, name) as (...given: unknown[]) => Promise<unknown>;
      if (!changes.includes(name as keyof Port)) return method;
      return async (...given: unknown[]) => {
        const result = await method(...given);
        note();
        return result;
      };
    },
  });
}
