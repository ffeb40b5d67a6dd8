import {
  type AccountStore,
  EarmarkError,
  type SharedStore,
  type Store,
  systemClock,
} from '@earmark/core';
import {
  accountSteps,
  createAccountStore,
  createSharedStore,
  sharedSteps,
} from '@earmark/store/kysely';
import { createListener } from '../connection/listener.ts';
import { createPool } from '../connection/pool.ts';
import type { Place } from '../options.ts';
import { createPostgresQueue } from '../queue/queue.ts';
import { openSchema } from './database.ts';
import { createPostgresEventLog } from './event-log.ts';
import { accountNames, openRegistry, registerAccount } from './registry.ts';
import type { PostgresStoreOptions } from './store.ts';

export type WorkingStore = Pick<Store, 'account' | 'release' | 'shared' | 'accounts' | 'close'>;

/** What `createPostgresStore` gives, once something is asked of it. */
export function createWorkingStore(
  place: Place,
  { clock = systemClock, onProgress }: Pick<PostgresStoreOptions, 'clock' | 'onProgress'>,
): WorkingStore {
  const reach = { place, pool: createPool(place), listener: createListener(place) };
  const sharedSchema = `${place.schema}_shared`;
  const opening = new Set<Promise<unknown>>();
  let closed = false;

  /** Opened at its first use; a failure is not remembered. */
  function lazily<Name, Value>(
    open: (name: Name) => Promise<Value>,
  ): ((name: Name) => Promise<Value>) & { forget(name: Name): void } {
    const known = new Map<Name, Promise<Value>>();
    const get = (name: Name) => {
      if (closed)
        throw new EarmarkError(
          'config',
          `the store on ${place.title} was closed: create another one`,
        );
      const value = known.get(name) ?? open(name);
      if (!known.has(name)) {
        known.set(name, value);
        opening.add(value);
        value.catch(() => known.delete(name)).finally(() => opening.delete(value));
      }
      return value;
    };
    return Object.assign(get, { forget: (name: Name) => void known.delete(name) });
  }

  const registry = lazily(() => openRegistry(reach));
  const account = lazily(async (name: string): Promise<AccountStore> => {
    const schema = await registerAccount(await registry(undefined), place, name);
    const progress = (done: number, total: number) => onProgress?.({ account: name, done, total });
    const database = await openSchema(reach, [schema, sharedSchema], accountSteps, progress);
    const parts = createAccountStore(name, database, clock);
    return { ...parts, jobs: createPostgresQueue(parts.jobs, database, clock) };
  });
  const shared = lazily(async (): Promise<SharedStore> => {
    const database = await openSchema(reach, [sharedSchema], sharedSteps);
    const parts = createSharedStore(database, clock);
    return { ...parts, events: createPostgresEventLog(parts.events, database) };
  });

  return {
    account,
    release: async (name) => account.forget(name),
    shared: () => shared(undefined),
    accounts: async () => accountNames(await registry(undefined)),
    async close() {
      closed = true;
      await reach.listener.close();
      await Promise.allSettled(opening);
      await reach.pool.end();
    },
  };
}
