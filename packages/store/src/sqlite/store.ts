import { join, resolve } from 'node:path';
import {
  type AccountStore,
  assertAccountName,
  type Clock,
  EarmarkError,
  type SharedStore,
  type Store,
  systemClock,
} from '@earmark/core';
import { type Checks, callable, checkOptions, clockLike, text } from '@earmark/core/options';
import { createFileLock } from '@earmark/lock';
import type { MigrationProgress } from '../schema/migration.ts';
import { accountsIn } from './accounts.ts';
import { accountFile, sharedFile } from './files.ts';
import type { Opened } from './parts.ts';

export interface SqliteStoreOptions {
  /**
   * The folder of all state: `<account>/earmark.db` for each account, `shared.db` for what they share. It
   * belongs on a local disk: SQLite's own locks do not hold on network shares.
   */
  readonly folder: string;
  /** When records expire. Default: the machine's own. */
  readonly clock?: Clock;
  /** Told now and then while the state of an older release is migrated. */
  readonly onProgress?: (progress: MigrationProgress) => void;
}

/** What builds queries is loaded when a store is opened, not when this package is imported. */
const parts = () => import('./parts.ts');

const checks: Checks<SqliteStoreOptions> = {
  folder: text,
  clock: clockLike,
  onProgress: callable,
};

/** Journal, catalogue, reviews, jobs and budgets in SQLite. Any number of processes may use the same folder. */
export function createSqliteStore(options: SqliteStoreOptions): Store {
  checkOptions(options, 'createSqliteStore', checks);
  if (options.folder === undefined)
    throw new EarmarkError('config', 'createSqliteStore needs { folder }, where its databases lie');
  const { clock = systemClock } = options;
  const folder = resolve(options.folder);
  const accounts = new Map<string, Promise<Opened<AccountStore>>>();
  let shared: Promise<Opened<SharedStore>> | undefined;
  let closed = false;

  function assertOpen(): void {
    if (!closed) return;
    throw new EarmarkError('config', `the store in ${folder} was closed: create another one`);
  }

  async function openAccount(name: string): Promise<Opened<AccountStore>> {
    assertAccountName(name, [...accounts.keys(), ...(await accountsIn(folder))]);
    const { openAccount: open } = await parts();
    const file = join(folder, name, accountFile);
    return open({ name, file, clock }, (done, total) =>
      options.onProgress?.({ account: name, done, total }),
    );
  }
  async function openShared(): Promise<Opened<SharedStore>> {
    return (await parts()).openShared(join(folder, sharedFile), clock);
  }

  return {
    kind: 'store',
    folder,
    title: `SQLite in ${folder}`,
    locks: createFileLock(),
    async account(name) {
      assertOpen();
      const known = accounts.get(name) ?? openAccount(name);
      accounts.set(name, known);
      known.catch(() => accounts.delete(name));
      return (await known).part;
    },
    async release(name) {
      const known = accounts.get(name);
      accounts.delete(name);
      await (await known)?.close();
    },
    async shared() {
      assertOpen();
      shared ??= openShared();
      shared.catch(() => {
        shared = undefined;
      });
      return (await shared).part;
    },
    async accounts() {
      assertOpen();
      return accountsIn(folder);
    },
    async close() {
      closed = true;
      const open = [...accounts.values(), ...(shared ? [shared] : [])];
      for (const result of await Promise.allSettled(open)) {
        if (result.status === 'fulfilled') await result.value.close();
      }
      accounts.clear();
      shared = undefined;
    },
  };
}
