import type { Candidate, Subject } from '@earmark/core';
import { expect, test } from 'vitest';
import { chaptersFor } from './chapters.ts';

const claim = (field: string, value: string) => ({
  ...{ field, value, strength: 0.8 },
  level: 'release' as const,
});
const source = (durationSeconds: number, ...claims: readonly [string, string][]): Candidate => ({
  ...{ id: 'B1', title: 'Dune', creators: [], durationSeconds },
  claims: claims.map((each) => claim(...each)),
});
const book = (durationSeconds: number): Subject => ({
  ...{ kind: 'book', id: 'b', title: 'Dune', creators: [], targets: [] },
  durationSeconds,
});
const audible = source(
  3600,
  ['chapter', '0 Opening Credits'],
  ['chapter', '62 Arrakis'],
  ['chapter', '1800.5 Muad’Dib'],
  ['chapterintro', '20'],
  ['chapteroutro', '60'],
);
const whole = ['0 Opening Credits', '62 Arrakis', '1800.5 Muad’Dib'];

test.each([
  [3_604, whole, 'as long'],
  [3_540, whole, 'without the outro'],
  [3_581, ['0 Opening Credits', '42 Arrakis', '1780.5 Muad’Dib'], 'without the intro'],
  [3_520, ['0 Opening Credits', '42 Arrakis', '1780.5 Muad’Dib'], 'without both'],
  [3_560, [], 'of another cut'],
])('a book of %i s gets %j: it is %s', (seconds, chapters) => {
  expect(chaptersFor(audible, book(seconds), [])).toEqual(chapters);
});

test('chapters that have names are never replaced', () => {
  expect(chaptersFor(audible, book(3_600), ['0 One', '10 Two', '20 Three'])).toEqual([]);
});

test('as many that have numbers alone keep their times, and get names', () => {
  const now = ['0 001 - Dune', '60.25 002 - Dune', '1799 003 - Dune'];
  const named = ['0 Opening Credits', '60.25 Arrakis', '1799 Muad’Dib'];
  expect(chaptersFor(audible, book(5_000), now)).toEqual(named);
  expect(chaptersFor(audible, book(3_600), now.slice(1))).toEqual([]);
  const unsure = source(3_600, ['chaptertitle', 'Arrakis'], ['chaptertitle', 'Muad’Dib']);
  expect(chaptersFor(unsure, book(3_600), ['0 1', '9 2'])).toEqual(['0 Arrakis', '9 Muad’Dib']);
  expect(chaptersFor(unsure, book(3_600), [])).toEqual([]);
  const numbers = source(3_600, ['chapter', '0 Chapter 1'], ['chapter', '9 Chapter 2']);
  expect(chaptersFor(numbers, book(3_600), ['0 1', '9 2'])).toEqual([]);
});
