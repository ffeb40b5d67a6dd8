import { describe, expect, test } from 'vitest';
import { quiet } from '../__tests__/house.ts';
import { createLeases, instanceKey, type LeaseMode } from './leases.ts';
import { createMemoryLock } from './memory-lock.ts';

const locks = createMemoryLock();
const leasesOf = (mode: LeaseMode, account: string) =>
  createLeases({ locks, mode, account, stateFolder: '', roots: {}, log: quiet });

describe.each(['target', 'state'] as const)('leases: %s', (mode) => {
  test('files of an account are not lent one by one while somebody has all of them', async () => {
    const whole = leasesOf('account', `ann-${mode}`);
    const each = leasesOf(mode, `ann-${mode}`);
    await whole.open();
    await expect(each.get('m:song')).rejects.toMatchObject({
      code: 'locked',
      message: expect.stringContaining(`account ann-${mode} is being written by another process`),
    });
    await whole.close();
    const lease = await each.get('m:song');
    await lease.confirm();
    await lease.release();
  });

  test('what is under way is not committed once somebody has the whole account', async () => {
    const whole = leasesOf('account', `ben-${mode}`);
    const lease = await leasesOf(mode, `ben-${mode}`).get('m:song');
    await whole.open();
    await expect(lease.confirm()).rejects.toMatchObject({ code: 'locked' });
    await lease.release();
    await whole.close();
    expect(await locks.inspect(instanceKey('', `ben-${mode}`))).toBeUndefined();
  });

  test('a file is lent to one at a time, and who is refused is told which', async () => {
    const lease = await leasesOf(mode, 'carl').get('m:song');
    await expect(leasesOf(mode, 'carl').get('m:song')).rejects.toMatchObject({
      code: 'locked',
      message: expect.stringContaining('m:song'),
    });
    await (await leasesOf(mode, 'carl').get('m:other')).release();
    await lease.release();
  });
});
