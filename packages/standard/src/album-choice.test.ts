import { expect, test } from 'vitest';
import { matchesChoice, parseAlbumChoices } from './album-choice.ts';

test.each([
  [['100 gecs,10,000 gecs'], [{ artist: '100 gecs', album: '10,000 gecs' }]],
  [
    ['artist="Tyler, The Creator"', 'album="Igor"'],
    [{ artist: 'Tyler, The Creator', album: 'Igor' }],
  ],
  [['artist=Tyler, The Creator', 'album=Igor'], [{ artist: 'Tyler, The Creator', album: 'Igor' }]],
  [['Bj*rk/**'], [{ glob: 'Bj*rk/**' }]],
  [['Tyler, The Creator/**'], [{ glob: 'Tyler, The Creator/**' }]],
  [['AC/DC,Back in Black'], [{ artist: 'AC/DC', album: 'Back in Black' }]],
  [['Igor'], [{ album: 'Igor' }]],
  [
    ['A,B', 'C,D'],
    [
      { artist: 'A', album: 'B' },
      { artist: 'C', album: 'D' },
    ],
  ],
])('%j means %j', (words, choices) => {
  expect(parseAlbumChoices(words)).toEqual(choices);
});

test('names and folders in one run are refused, as one would narrow the other', () => {
  expect(() => parseAlbumChoices(['A/**', 'B,C'])).toThrowError(/names or folders/);
});

test('an artist without an album says what is missing', () => {
  expect(() => parseAlbumChoices(['artist=X'])).toThrowError(/album/);
});

test('names are compared without case and spacing, an artist also as the joined credit', () => {
  const choices = parseAlbumChoices(['simon & garfunkel,bookends']);
  expect(matchesChoice({ title: 'Bookends', creators: ['Simon & Garfunkel'] }, choices)).toBe(true);
  expect(matchesChoice({ title: 'Bookends', creators: ['Somebody'] }, choices)).toBe(false);
});

test.each([
  ['Tyler, The Creator,Igor', true],
  ['tyler,the creator , IGOR', true],
  ['Tyler,Igor', false],
])('%s means Igor by Tyler, The Creator: %s', (word, means) => {
  const igor = { title: 'Igor', creators: ['Tyler, The Creator'] };
  expect(matchesChoice(igor, parseAlbumChoices([word]))).toBe(means);
});

test('a glob alone lets every album through that the library finds below it', () => {
  expect(matchesChoice({ title: 'Any', creators: [] }, parseAlbumChoices(['A/**']))).toBe(true);
});
