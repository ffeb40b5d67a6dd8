import { expect, test } from 'vitest';
import { startDeadline, systemClock } from './clock.ts';

test('a sleeper wakes after its time, and an aborted one at once', async () => {
  const before = systemClock.monotonic();
  await systemClock.sleep(5);
  expect(systemClock.monotonic() - before).toBeGreaterThanOrEqual(5);
  const stop = new AbortController();
  const sleep = systemClock.sleep(3_000_000_000, stop.signal);
  stop.abort();
  await expect(sleep).rejects.toMatchObject({ code: 'aborted' });
  await expect(systemClock.sleep(0, stop.signal)).rejects.toMatchObject({ code: 'aborted' });
});

test('a deadline that was called off says nothing', async () => {
  const said: string[] = [];
  const cancel = startDeadline(1, () => said.push('cancelled one'));
  cancel();
  startDeadline(1, () => said.push('the other'));
  await systemClock.sleep(20);
  expect(said).toEqual(['the other']);
});
