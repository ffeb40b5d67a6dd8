import { expect, test } from 'vitest';
import { tracksOf } from './tracks.ts';

const placesOf = (...positions: readonly string[]) =>
  tracksOf(positions.map((position) => ({ title: 'x', position }))).map(
    ({ disc, position }) => `${disc}/${position}`,
  );

test('discs are told by what stands before the dash, and each is counted by itself', () => {
  expect(placesOf('1-1', '1-2', '2-1', 'CD3-1', 'DVD 4-1')).toEqual([
    '1/1',
    '1/2',
    '2/1',
    '3/1',
    '4/1',
  ]);
});
test('sides are one record', () => {
  expect(placesOf('A1', 'A2', 'B1', 'C')).toEqual(['1/1', '1/2', '1/3', '1/4']);
});
test('mere numbers are one disc', () => {
  expect(placesOf('1', '2', '10', '')).toEqual(['1/1', '1/2', '1/3', '1/4']);
});
