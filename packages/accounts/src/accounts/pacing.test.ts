import { expect, test } from 'vitest';
import { createPacing, type Pressure } from './pacing.ts';

test('pressure that lasts halves what works at once, calm that lasts gives one back at a time', async () => {
  let pressure: Pressure | undefined = { cpu: 80, io: 0 };
  const pacing = createPacing(async () => pressure);
  const seconds = async (...times: readonly number[]) => {
    const permits: number[] = [];
    for (const at of times) permits.push(await pacing.permits(4, at * 1000));
    return permits;
  };
  expect(await seconds(0, 5, 10, 15, 20, 30)).toEqual([4, 4, 2, 2, 1, 1]);
  pressure = { cpu: 10, io: 5 };
  expect(await seconds(35, 60, 65, 70, 95)).toEqual([1, 1, 2, 2, 3]);
});

test('where the system tells nothing, nothing is slowed down', async () => {
  const pacing = createPacing(async () => undefined);
  expect(await pacing.permits(3, 0)).toBe(3);
});
