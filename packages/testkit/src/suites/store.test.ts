import { createMemoryStore } from '@earmark/core';
import { describe, test } from 'vitest';
import { queueSuite } from './queue.ts';
import { persistenceChecks, storeSuite } from './store.ts';

const reason = 'nothing in memory outlives its store';
const skip = persistenceChecks.map((name) => ({ name, reason }));

describe('the store in memory', () => {
  storeSuite({ test, skip }, (folder) => createMemoryStore({ folder }));
});
describe('the queue in memory', () => {
  queueSuite({ test }, async () => {
    const store = createMemoryStore();
    return { queue: (await store.account('anna')).jobs, close: store.close };
  });
});
