import { resolve } from 'node:path';
import { type Clock, EarmarkError, type Store } from '@earmark/core';
import { callable, clockLike, text } from '@earmark/core/options';
import type { MigrationProgress } from '@earmark/store/kysely';
import { type PostgresOptions, placeOf } from '../options.ts';
import type { WorkingStore } from './working-store.ts';

export interface PostgresStoreOptions extends PostgresOptions {
  /** This machine's folder for what stays on it: logs, beneath `<account>/`. */
  readonly folder: string;
  /** When records expire and jobs were added. Default: the machine's own. */
  readonly clock?: Clock;
  /** Told now and then while the state of an older release is migrated. */
  readonly onProgress?: (progress: MigrationProgress) => void;
}

/** Journal, catalogue, reviews, jobs and budgets of any number of machines in one database, a schema for each account. */
export function createPostgresStore(options: PostgresStoreOptions): Store {
  const place = placeOf(options, 'createPostgresStore', {
    folder: text,
    clock: clockLike,
    onProgress: callable,
  });
  if (options.folder === undefined)
    throw new EarmarkError('config', 'createPostgresStore needs { folder }, where its logs lie');
  let working: Promise<WorkingStore> | undefined;
  let closed = false;

  /** What talks to a database is loaded when it is used, not when this package is imported. */
  function store(): Promise<WorkingStore> {
    if (closed)
      throw new EarmarkError(
        'config',
        `the store on ${place.title} was closed: create another one`,
      );
    working ??= import('./working-store.ts').then((made) =>
      made.createWorkingStore(place, options),
    );
    return working;
  }

  return {
    kind: 'store',
    folder: resolve(options.folder),
    title: `PostgreSQL on ${place.title}`,
    account: async (name) => (await store()).account(name),
    release: async (name) => (await working)?.release(name),
    shared: async () => (await store()).shared(),
    accounts: async () => (await store()).accounts(),
    async close() {
      closed = true;
      await (await working)?.close();
    },
  };
}
