import { expect, test } from 'vitest';
import { range } from './show-prediction.ts';

test('what a sample says of the whole is wide for few and narrow for many', () => {
  const [few, many] = [range(9, 10), range(900, 1000)];
  expect([few.from, few.to].map((part) => Math.round(part * 100))).toEqual([60, 98]);
  expect([many.from, many.to].map((part) => Math.round(part * 100))).toEqual([88, 92]);
  expect(range(0, 5).from).toBe(0);
});
