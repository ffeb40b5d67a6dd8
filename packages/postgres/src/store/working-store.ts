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
import type { Place } from '../options.ts';
import { createPostgresQueue } from '../queue/queue.ts';
import { openSchema } from './database.ts';
import { createPostgresEventLog } from './event-log.ts';
import { accountNames, openRegistry, registerAccount } from './registry.ts';
import type { PostgresStoreOptions } from './store.ts';

export type WorkingStore = Pick<Store, 'account' | 'release' | 'shared' | 'accounts' | 'close'>;

interface Opened<Part> {
  readonly part: Part;
  close(): Promise<void>;
}

/** What `createPostgresStore` gives, once something is asked of it. */
export function createWorkingStore(
  place: Place,
  { clock = systemClock, onProgress }: Pick<PostgresStoreOptions, 'clock' | 'onProgress'>,
): WorkingStore {
  const opened = new Set<Promise<{ close(): Promise<void> }>>();
  let closed = false;

  /** Opened at its first use; a failure is not remembered. */
  function lazily<Name, Value extends { close(): Promise<void> }>(
    open: (name: Name) => Promise<Value>,
  ): ((name: Name) => Promise<Value>) & { release(name: Name): Promise<void> } {
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
        opened.add(value);
        value.catch(() => known.delete(name));
      }
      return value;
    };
    return Object.assign(get, {
      async release(name: Name): Promise<void> {
        const value = known.get(name);
        if (!value) return;
        known.delete(name);
        opened.delete(value);
        await (await value).close();
      },
    });
  }

  const listener = createListener(place);
  const registry = lazily(() => openRegistry(place, listener));
  const account = lazily(async (name: string): Promise<Opened<AccountStore>> => {
    const schema = await registerAccount(await registry(undefined), place, name);
    const database = await openSchema(place, schema, accountSteps, listener, (done, total) =>
      onProgress?.({ account: name, done, total }),
    );
    const parts = createAccountStore(name, database, clock);
    return {
      part: { ...parts, jobs: createPostgresQueue(parts.jobs, database, clock) },
      close: database.close,
    };
  });
  const shared = lazily(async (): Promise<Opened<SharedStore>> => {
    const database = await openSchema(place, `${place.schema}_shared`, sharedSteps, listener);
    const parts = createSharedStore(database, clock);
    return {
      part: { ...parts, events: createPostgresEventLog(parts.events, database) },
      close: database.close,
    };
  });

  return {
    account: async (name) => (await account(name)).part,
    release: (name) => account.release(name),
    shared: async () => (await shared(undefined)).part,
    accounts: async () => accountNames(await registry(undefined)),
    async close() {
      closed = true;
      await listener.close();
      const open = [...opened];
      opened.clear();
      for (const result of await Promise.allSettled(open))
        if (result.status === 'fulfilled') await result.value.close();
    },
  };
}
