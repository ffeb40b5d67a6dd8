import { type AccountStore, type Clock, systemClock } from '@earmark/core';
import type { AccountSchema } from '../schema/account.ts';
import { createBrowse } from './browse/browse.ts';
import { createCatalogue } from './catalogue.ts';
import type { Database } from './database.ts';
import { createJournal } from './journal.ts';
import { createQueue } from './queue/queue.ts';
import { createReviews } from './reviews.ts';
import { createPluginState } from './state.ts';

/** One account's store over any database that has its tables. */
export function createAccountStore(
  account: string,
  database: Database<AccountSchema>,
  clock: Clock = systemClock,
): AccountStore {
  return {
    account,
    journal: createJournal(database),
    reviews: createReviews(database),
    catalogue: createCatalogue(database, clock),
    jobs: createQueue(database, clock),
    browse: createBrowse(database),
    state: (plugin) => createPluginState(database, plugin),
  };
}
