import { expect } from 'vitest';
import { withServer } from '../__tests__/with-server.ts';
import { createPostgresLock } from '../index.ts';

const { server, test } = withServer();

test('what is claimed and freed in one turn is one statement each, and a key that others hold is refused alone', async () => {
  const create = () => createPostgresLock({ url: server().url, schema: 'together' });
  const [ours, theirs] = [create(), create()];
  const held = await theirs.acquire('music:3.flac', {});
  const keys = [4, 3, 2, 1, 2].map((number) => `music:${number}.flac`);
  const claimed = await Promise.allSettled(keys.map((key) => ours.acquire(key, {})));
  // Of two who want the same key in one turn, one has it.
  expect(claimed.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
    'rejected',
  ]);
  const transactions = () =>
    server().query(
      "select count(distinct xmin::text)::int as number from together.locks where key <> 'music:3.flac'",
    );
  expect(await transactions()).toEqual([{ number: 1 }]);
  const leases = claimed.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  await Promise.all(leases.map((lease) => lease.confirm()));
  await Promise.all(leases.map((lease) => lease.release()));
  expect(await transactions()).toEqual([{ number: 1 }]);
  await held.confirm();
  for (const locks of [ours, theirs]) await locks.close?.();
});

test('processes that want the same files in other orders never wait for one another in a circle', async () => {
  const processes = Array.from({ length: 4 }, () =>
    createPostgresLock({ url: server().url, schema: 'together' }),
  );
  const keys = Array.from({ length: 12 }, (_, number) => `music:circle/${number}.flac`);
  let taken = 0;
  await Promise.all(
    processes.map(async (locks, at) => {
      const order = [...keys.slice(at * 3), ...keys.slice(0, at * 3)];
      for (let round = 0; round < 10; round++) {
        const all = await Promise.allSettled(order.map((key) => locks.acquire(key, {})));
        for (const one of all)
          if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'locked' });
        const leases = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
        taken += leases.length;
        await Promise.all(leases.map((lease) => lease.release()));
      }
    }),
  );
  expect(taken).toBeGreaterThanOrEqual(keys.length);
  for (const locks of processes) await locks.close?.();
});
