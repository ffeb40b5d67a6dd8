import { expect, test } from 'vitest';
import { quiet } from '../__tests__/house.ts';
import type { LockInfo } from '../spec.ts';
import { createLeaseDesk } from './lease-desk.ts';
import { createLeases, type LeaseMode } from './leases.ts';
import { createMemoryLock } from './memory-lock.ts';

const locks = createMemoryLock();
const leasesOf = (mode: LeaseMode, account: string) =>
  createLeases({ locks, mode, account, stateFolder: '', roots: {}, log: quiet });
const deskOf = (mode: LeaseMode, account: string, own = locks) =>
  createLeaseDesk({
    locks: own,
    mode,
    account,
    stateFolder: '',
    roots: async () => ({ m: '/media/music' }),
  });
const keysOf = async (mode: LeaseMode, account: string) =>
  (await deskOf(mode, account).list()).map(({ of, key }) => `${of} ${key}`);

test('whoever writes for an account is listed, and of others nothing', async () => {
  const ann = leasesOf('account', 'ann');
  await ann.open();
  const file = await leasesOf('state', 'ben').get('m:song');
  expect(await keysOf('account', 'ann')).toEqual(['account instance:ann']);
  expect(await keysOf('state', 'ben')).toEqual(['file file:ben:m:song']);
  const [held] = await deskOf('account', 'ann').list();
  await expect(deskOf('account', 'ann').takeAway(String(held?.id))).rejects.toMatchObject({
    code: 'locked',
    message: expect.stringContaining('is alive and holds it'),
  });
  await expect(deskOf('state', 'ben').takeAway(String(held?.id))).rejects.toMatchObject({
    code: 'not-found',
  });
  await file.release();
  await ann.close();
  expect(await keysOf('account', 'ann')).toEqual([]);
});

test('what a dead process left beside a file is put away, and of roots of the same name only the own', async () => {
  const info = (key: string, account: string): LockInfo => ({
    key,
    holder: { host: 'nas', pid: 7, account },
    token: 1,
    since: 5,
    beatAt: 9,
    state: 'dead',
  });
  const left = new Map([
    ['m:song', info('m:song', 'ann')],
    ['m:other', info('m:other', 'ben')],
  ]);
  const desk = deskOf('target', 'ann', {
    ...locks,
    async *list(under) {
      for (const each of left.values()) if (each.key.startsWith(under)) yield each;
    },
    async acquire(key) {
      left.delete(key);
      return locks.acquire(key);
    },
  });
  const [first, ...others] = await desk.list();
  expect([first?.target, first?.beatAt, others]).toEqual(['m:song', 9, []]);
  await desk.takeAway(String(first?.id));
  expect(await desk.list()).toEqual([]);
  expect(await locks.inspect('m:song')).toBeUndefined();
});
