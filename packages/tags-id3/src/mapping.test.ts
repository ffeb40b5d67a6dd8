import { fieldNames, genreNames } from '@earmark/core';
import { expect, test } from 'vitest';
import { genreNumber, readGenres, writeGenres } from './genres.ts';
import { mapping, olderFrames } from './mapping.ts';

test('no two fields are written to the same place of ID3v2, but for year, which is the date', () => {
  const first = fieldNames
    .filter((field) => field !== 'year')
    .map((field) => mapping[field].id3v2[0]);
  expect(new Set(first).size).toBe(first.length);
  expect(first).not.toContain(undefined);
});

test('names of ID3v2.2 have three characters, those of 2.4 four, and no two are the same', () => {
  for (const [short, long] of Object.entries(olderFrames))
    expect([short, long]).toEqual([
      expect.stringMatching(/^[A-Z0-9]{3}$/),
      expect.stringMatching(/^[A-Z0-9]{4}$/),
    ]);
  expect(new Set(Object.values(olderFrames)).size).toBe(Object.keys(olderFrames).length);
});

test('genres have 192 numbers, found whatever the hyphens', () => {
  expect(genreNames).toHaveLength(192);
  expect(genreNames.map((name) => genreNumber(name))).toEqual(
    genreNames.map((_, number) => number),
  );
  expect(genreNumber('hip hop')).toBe(7);
  expect(genreNumber('Vaporwave')).toBe(255);
});

test('a genre that looks like a number in brackets survives being written', () => {
  for (const genre of ['(17) up', '((x', 'Rock (live)'])
    expect(readGenres(writeGenres([genre]))).toEqual([genre]);
});
