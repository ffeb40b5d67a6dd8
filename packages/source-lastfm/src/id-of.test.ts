import { expect, test } from 'vitest';
import { idOf } from './id-of.ts';

test.each([
  ['Weezer\tPinkerton', 'Weezer\tPinkerton'],
  ['https://www.last.fm/music/Weezer/Blue+Album', 'Weezer\tBlue Album'],
  ['https://www.last.fm/de/music/AC%2FDC/Back+in+Black', 'AC/DC\tBack in Black'],
  ['https://www.last.fm/music/Weezer', undefined],
  ['https://www.last.fm/music/Weezer/+albums', undefined],
  ['Pinkerton', undefined],
])('%j is %j', (text, id) => {
  expect(idOf(text)).toBe(id);
});
