import { expect, test } from 'vitest';
import { createFakeClock } from './clock.ts';

test('sleepers wake in the order of their time, and whoever sleeps again in between wakes in turn', async () => {
  const clock = createFakeClock({ start: 0 });
  const woke: string[] = [];
  const late = clock.sleep(300).then(() => woke.push(`late ${clock.now()}`));
  const twice = clock
    .sleep(100)
    .then(() => clock.sleep(100))
    .then(() => woke.push(`twice ${clock.now()}`));
  expect(clock.sleepers).toBe(2);
  await clock.advance(250);
  expect(woke).toEqual(['twice 200']);
  await clock.advance(100);
  await Promise.all([late, twice]);
  expect(woke).toEqual(['twice 200', 'late 300']);
  expect([clock.now(), clock.sleepers]).toEqual([350, 0]);
});

test('an aborted sleeper leaves at once', async () => {
  const clock = createFakeClock();
  const stop = new AbortController();
  const sleep = clock.sleep(1000, stop.signal);
  stop.abort();
  await expect(sleep).rejects.toMatchObject({ code: 'aborted' });
  await expect(clock.sleep(1, stop.signal)).rejects.toMatchObject({ code: 'aborted' });
  expect(clock.sleepers).toBe(0);
});

test('in auto mode time passes and nobody waits', async () => {
  const clock = createFakeClock({ start: 0, auto: true });
  await clock.sleep(86_400_000);
  await clock.sleep(5);
  expect([clock.now(), clock.monotonic(), clock.slept]).toEqual([
    86_400_005,
    86_400_005,
    [86_400_000, 5],
  ]);
});
