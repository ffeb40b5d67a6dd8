import { expect, test } from 'vitest';
import { idOf } from './id-of.ts';

test.each([
  ['master/8471', 'master/8471'],
  ['https://www.discogs.com/master/8471-Weezer-Weezer', 'master/8471'],
  ['https://www.discogs.com/de/release/12', 'release/12'],
  ['[m8471]', 'master/8471'],
  ['r12', 'release/12'],
  ['8471', undefined],
  ['master/../../me', undefined],
  ['https://www.discogs.com/artist/3', undefined],
])('%s is %s', (text, id) => {
  expect(idOf(text)).toBe(id);
});
