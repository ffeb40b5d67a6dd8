import type { Subject } from '@earmark/core';
import { expect, test } from 'vitest';
import { createSample } from './sample.ts';
import { range } from './show-prediction.ts';

const subject = (id: number): Subject => ({
  kind: 'album',
  id: `album-${id}`,
  title: '',
  creators: [],
  targets: [],
});

test('a sample has its size, comes from everywhere, and is the same in any order', () => {
  const [one, other, small] = [createSample(20), createSample(20), createSample(20)];
  for (let id = 0; id < 500; id++) one.add(subject(id));
  for (let id = 499; id >= 0; id--) other.add(subject(id));
  for (let id = 0; id < 3; id++) small.add(subject(id));
  const numbers = one.subjects.map(({ id }) => Number(id.slice('album-'.length)));
  expect(numbers).toHaveLength(20);
  expect(numbers.filter((number) => number >= 250).length).toBeGreaterThan(4);
  expect(numbers.filter((number) => number < 250).length).toBeGreaterThan(4);
  expect(other.subjects).toEqual(one.subjects);
  expect(small.subjects).toHaveLength(3);
});

test('what a sample says of the whole is wide for few and narrow for many', () => {
  const [few, many] = [range(9, 10), range(900, 1000)];
  expect([few.from, few.to].map((part) => Math.round(part * 100))).toEqual([60, 98]);
  expect([many.from, many.to].map((part) => Math.round(part * 100))).toEqual([88, 92]);
  expect(range(0, 5).from).toBe(0);
});
