import { expect, test } from 'vitest';
import { zoneOf } from './zone.ts';

const { instantOf, wallTimeAt } = zoneOf('Europe/Berlin');
const at = (text: string) => Date.parse(text);
const wall = (month: number, day: number, hour: number, minute = 0) => ({
  year: 2027,
  month,
  day,
  hour,
  minute,
  second: 0,
});

test('a wall clock follows its zone, also over a change of time', () => {
  expect(instantOf(wall(3, 27, 2, 30))).toBe(at('2027-03-27T01:30:00Z'));
  expect(instantOf(wall(3, 29, 2, 30))).toBe(at('2027-03-29T00:30:00Z'));
  expect(wallTimeAt(at('2027-07-01T22:30:00Z'))).toMatchObject({
    day: 2,
    hour: 0,
    weekday: 5,
  });
});

test('a time that the spring leaves out is as far after the gap; of one that autumn has twice it is the first', () => {
  expect(instantOf(wall(3, 28, 2, 30))).toBe(at('2027-03-28T01:30:00Z'));
  expect(instantOf(wall(10, 31, 2, 30))).toBe(at('2027-10-31T00:30:00Z'));
});

test('zones west of Greenwich, with half hours, and where the day skips', () => {
  expect(zoneOf('America/Los_Angeles').instantOf(wall(11, 7, 1, 30))).toBe(
    at('2027-11-07T08:30:00Z'),
  );
  expect(zoneOf('Asia/Kolkata').instantOf(wall(6, 1, 12))).toBe(at('2027-06-01T06:30:00Z'));
  const island = zoneOf('Australia/Lord_Howe');
  for (let hour = 0; hour < 24 * 366; hour += 7) {
    const seen = island.wallTimeAt(at('2027-01-01T00:00:00Z') + hour * 3_600_000);
    expect(island.wallTimeAt(island.instantOf(seen))).toEqual(seen);
  }
});
