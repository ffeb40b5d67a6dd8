import type { AccountStore } from '@earmark/core';
import { expect } from 'vitest';
import { withServer } from '../__tests__/with-server.ts';
import { createPostgresStore } from '../index.ts';

const { server, test } = withServer();

test('many accounts at once share the connections of their process, and each reads and writes its own', async () => {
  const store = createPostgresStore({
    url: server().url,
    folder: '/pool',
    schema: 'pool',
    connections: 2,
  });
  const names = Array.from({ length: 12 }, (_, number) => `account-${number}`);
  const work = async ({ account, journal, state }: AccountStore) => {
    const { book } = await store.shared();
    const run = { id: `run of ${account}`, pipeline: 'p', startedAt: 1, counts: {} };
    await journal.startRun({ ...run, host: 'here', pid: 1 });
    await state('plugin').update('mine', () => account);
    await book('example.test', { requests: 100, perMs: 1000 }, 1);
    expect((await journal.runs()).map(({ id }) => id)).toEqual([run.id]);
    expect(await state('plugin').get('mine')).toBe(account);
  };
  await Promise.all(names.map(async (name) => work(await store.account(name))));
  const [{ count } = {}] = await server().query(
    "select count(*)::int as count from pg_stat_activity where application_name like 'earmark %'",
  );
  expect(count).toBeLessThanOrEqual(2);

  await store.release('account-3');
  const again = await store.account('account-3');
  expect(await again.state('plugin').get('mine')).toBe('account-3');
  await store.close();
});
