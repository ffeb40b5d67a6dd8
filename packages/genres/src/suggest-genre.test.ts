import { expect, test } from 'vitest';
import { suggestGenre } from './suggest-genre.ts';

test.each([
  ['Jaz', 'Jazz'],
  ['Tecno', 'Techno'],
  ['hip hopp', 'Hip Hop'],
  ['Drum and Bas', 'Drum and Bass'],
  ['Shoegase', 'Shoegaze'],
])('%s may mean %s', (typed, meant) => {
  expect(suggestGenre(typed)).toBe(meant);
});

test.each(['', 'Xyzzy', 'Kitchen sink'])('%j means no genre', (typed) => {
  expect(suggestGenre(typed)).toBeUndefined();
});
