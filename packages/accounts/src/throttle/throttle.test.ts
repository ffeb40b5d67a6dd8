import { expect, test } from 'vitest';
import { createHouse } from '../__tests__/house.ts';
import { createLoginThrottle } from './logins.ts';
import { networkOf } from './network-of.ts';
import { createThrottle } from './throttle.ts';

test('attack 45: the sixth try within a minute is refused, also after a restart, and says how long to wait', async () => {
  const { records, clock } = createHouse();
  const logins = () => createLoginThrottle(createThrottle({ records, clock }));
  for (let tries = 0; tries < 5; tries += 1) await logins().attempt('192.0.2.1', `guess ${tries}`);
  await clock.advance(20_000);
  await expect(logins().attempt('192.0.2.1')).rejects.toMatchObject({
    code: 'quota',
    retryAfterMs: 40_000,
  });
  await logins().attempt('192.0.2.2', 'anna');
  await clock.advance(40_000);
  await logins().attempt('192.0.2.1');
});

test('a right password is no guess', async () => {
  const { access } = createHouse();
  for (let times = 0; times < 20; times += 1) {
    await access.logins.attempt('192.0.2.1', 'anna');
    await access.logins.succeeded('192.0.2.1', 'anna');
  }
});

test('tries at once count each', async () => {
  const { access } = createHouse();
  const all = await Promise.allSettled(
    Array.from({ length: 20 }, () => access.logins.attempt('192.0.2.1')),
  );
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
});

test('attack 45: a household is one visitor: an IPv4 address, or a /64', () => {
  expect(networkOf('::ffff:192.0.2.1')).toBe('192.0.2.1');
  expect(networkOf('2001:db8:0:1::7')).toBe(networkOf('2001:DB8::1:aaaa:bbbb:cccc:dddd'));
  expect(networkOf('2001:db8:0:1::7')).not.toBe(networkOf('2001:db8:0:2::7'));
  expect(networkOf('fe80::1%eth0')).toBe(networkOf('fe80::2'));
  expect(networkOf(undefined)).toBe('unknown');
});
