import type { Subject } from '@earmark/core';
import { expect, test } from 'vitest';
import { createSample } from './sample.ts';

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
