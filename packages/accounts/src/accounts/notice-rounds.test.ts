import {
  createEarmark,
  createMemoryStore,
  dueNotices,
  EarmarkError,
  type Notifier,
} from '@earmark/core';
import { createFakeClock } from '@earmark/testkit';
import { expect, test } from 'vitest';
import { createNoticeRounds } from './notice-rounds.ts';

const log = { debug() {}, info() {}, warn() {}, error() {} };

test('a round sends what is due of each account, also of processes that are gone, and forgets accounts that are', async () => {
  const clock = createFakeClock();
  const memory = createMemoryStore({ clock });
  /** Outlives its processes. */
  const store = { ...memory, close: async () => {} };
  const { records } = await store.shared();
  const told: string[] = [];
  let isDown = true;
  const postbox: Notifier = {
    spec: 1,
    kind: 'notifier',
    name: 'postbox',
    async notify({ account }) {
      if (isDown) throw new EarmarkError('network', 'no answer');
      told.push(account);
    },
  };
  const notifiers = [postbox];
  const names = ['ann', 'ben', 'gone'];
  const first = await createEarmark({ store, clock, log });
  for (const name of names)
    first.for(name, { notifiers }).emit('worker-lost', { worker: 'w', job: 'j' });
  await first.close();
  isDown = false;

  const asked: string[] = [];
  const second = await createEarmark({ store, clock, log });
  const round = createNoticeRounds({
    async earmark(name) {
      asked.push(name);
      return name === 'gone' ? undefined : second.for(name, { notifiers });
    },
    records,
    clock,
    log,
  });
  round();
  await new Promise((resolve) => setImmediate(resolve));
  expect(asked).toEqual([]);
  await clock.advance(5_000);
  round();
  await expect.poll(() => told.toSorted()).toEqual(['ann', 'ben']);
  await expect.poll(async () => (await dueNotices(records, clock.now())).size).toBe(0);
  expect(await records.list('notices')).toEqual([]);
});
