import { expect, test } from 'vitest';
import { diffLists } from './list-diff.ts';

const signs = { kept: ' ', added: '+', removed: '-' };
const told = (before: string[], after: string[]) =>
  diffLists(before, after).map(({ what, value }) => signs[what] + value);

test('what stays is kept, the rest is added or removed', () => {
  expect(told(['Rock', 'Pop'], ['Rock', 'Indie Rock'])).toEqual([' Rock', '-Pop', '+Indie Rock']);
});

test('a changed order is a change', () => {
  expect(told(['Rock', 'Pop'], ['Pop', 'Rock'])).toEqual(['-Rock', ' Pop', '+Rock']);
});

test('an empty side is all additions or all removals', () => {
  expect(told([], ['Jazz'])).toEqual(['+Jazz']);
  expect(told(['Jazz'], [])).toEqual(['-Jazz']);
  expect(told([], [])).toEqual([]);
});
