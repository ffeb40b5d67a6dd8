import { expect, test } from 'vitest';
import { parseNarrowing, partFrom } from './filter.ts';

test.each([
  ['95', 0.95],
  ['92.5 %', 0.925],
  ['0', 0],
  ['1', 0.01],
  ['100', 1],
])('%s is %d', (text, part) => {
  expect(partFrom('--above', text)).toBe(part);
});

test.each(['0.95', '', 'much', '101', '-1'])('%j is no percentage', (text) => {
  expect(() => partFrom('--above', text)).toThrowError(/--above is a percentage such as 95/);
});

test('who says 0.95 is told what to say', () => {
  expect(() => parseNarrowing('above=0.95')).toThrowError(/for 0.95 say 95/);
});
