import { expect, test } from 'vitest';
import { quiet } from '../__tests__/house.ts';
import { createLeases, instanceKey, type LeaseMode } from './leases.ts';
import { createMemoryLock } from './memory-lock.ts';

const locks = createMemoryLock();
const leasesOf = (mode: LeaseMode, account: string) =>
  createLeases({ locks, mode, account, stateFolder: '', roots: {}, log: quiet });

test('files of an account are not lent one by one while somebody has all of them', async () => {
  const whole = leasesOf('account', 'ann');
  const each = leasesOf('target', 'ann');
  await whole.open();
  await expect(each.get('m:song')).rejects.toMatchObject({
    code: 'locked',
    message: expect.stringContaining('account ann is being written by another process'),
  });
  await whole.close();
  const lease = await each.get('m:song');
  await lease.confirm();
  await lease.release();
});

test('what is under way is not committed once somebody has the whole account', async () => {
  const whole = leasesOf('account', 'ben');
  const lease = await leasesOf('target', 'ben').get('m:song');
  await whole.open();
  await expect(lease.confirm()).rejects.toMatchObject({ code: 'locked' });
  await lease.release();
  await whole.close();
  expect(await locks.inspect(instanceKey('', 'ben'))).toBeUndefined();
});
