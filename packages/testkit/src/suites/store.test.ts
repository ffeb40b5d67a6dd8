import { createMemoryStore } from '@earmark/core';
import { describe, test } from 'vitest';
import type { SuiteRunner } from '../suite.ts';
import { queueSuite } from './queue.ts';
import { persistenceChecks, storeSuite } from './store.ts';

/** Nothing in memory outlives its store: what is promised of such state is no promise of this one. */
const ofThisLife: SuiteRunner['test'] = (name, body) =>
  persistenceChecks.includes(name) || test(name, body);

describe('the store in memory', () => {
  storeSuite({ test: ofThisLife }, (folder) => createMemoryStore({ folder }));
});
describe('the queue in memory', () => {
  queueSuite({ test }, async () => {
    const store = createMemoryStore();
    return { queue: (await store.account('anna')).jobs, close: store.close };
  });
});
