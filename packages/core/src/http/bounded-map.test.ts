import { expect, test } from 'vitest';
import { createBoundedMap } from './bounded-map.ts';

test('what was used longest ago goes first, and nothing else', () => {
  const map = createBoundedMap(40);
  map.set('a', { value: '12345678' });
  map.set('b', { value: '12345678' });
  map.get('a');
  map.set('c', { value: '1234' });
  expect(['a', 'b', 'c'].map((key) => map.has(key))).toEqual([true, true, true]);
  map.set('d', { value: '1' });
  expect(['a', 'b', 'c', 'd'].map((key) => map.has(key))).toEqual([true, false, true, true]);
});
