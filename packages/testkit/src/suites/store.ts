import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '@earmark/core';
import { type Check, runSuite, type SuiteRunner } from '../suite.ts';
import { queueChecks } from './queue/checks.ts';
import { accountChecks } from './store/accounts.ts';
import { browseChecks } from './store/browse.ts';
import { silentChecks } from './store/browse-silent.ts';
import { catalogueChecks } from './store/catalogue.ts';
import { documentChecks } from './store/documents.ts';
import { eventChecks } from './store/events.ts';
import { journalChecks } from './store/journal.ts';
import { longListChecks } from './store/long-lists.ts';
import { reviewChecks } from './store/reviews.ts';
import { sharedChecks } from './store/shared.ts';
import type { StoreCheck, StoreSubject } from './store/subject.ts';

const checks: readonly Check<StoreSubject>[] = [
  ...accountChecks,
  ...journalChecks,
  ...reviewChecks,
  ...catalogueChecks,
  ...browseChecks,
  ...silentChecks,
  ...longListChecks,
  ...queueChecks.map(({ name, run }): StoreCheck => ({ name, run: ({ anna }) => run(anna.jobs) })),
  ...sharedChecks,
  ...documentChecks,
  ...eventChecks,
];

/**
 * Proves a store: journal, reviews, catalogue, queue, plugin state, what accounts share, and that accounts
 * share nothing else. `create` is given an empty folder for each check; called again with the same folder it
 * has to give a store on the same state. A store that keeps its state elsewhere derives a name from the folder.
 */
export function storeSuite(
  runner: SuiteRunner,
  create: (folder: string) => Promise<Store> | Store,
): void {
  runSuite(runner, checks, async (check) => {
    const folder = await mkdtemp(join(tmpdir(), 'earmark-store-'));
    const opened: Store[] = [];
    const open = async () => {
      const store = await create(folder);
      opened.push(store);
      return store;
    };
    try {
      const store = await open();
      const reopen = async () => {
        await store.close();
        return open();
      };
      await check({ store, anna: await store.account('anna'), open, reopen });
    } finally {
      for (const store of opened) await store.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
}

/** The checks that only state which outlives its store can pass: skip them, with the reason, for a store in memory. */
export const persistenceChecks: readonly string[] = [
  'what was written is there after reopening',
  'two stores on the same state see what the other wrote',
  'two stores that write at the same time hand out no job and no request twice',
  'updates of one record at the same moment lose none of them',
  'who listens is told of what another process appends',
  'two stores that append at the same time number each event once',
];
