import { expect, test } from 'vitest';
import { splitWords } from './split-words.ts';

test.each([
  ['', []],
  ['  list   jazz ', ['list', 'jazz']],
  [
    `tag "/my music/AC DC" --album 'AC/DC,Back in Black'`,
    ['tag', '/my music/AC DC', '--album', 'AC/DC,Back in Black'],
  ],
  [String.raw`tag /my\ music "a \"b\""`, ['tag', '/my music', 'a "b"']],
  [String.raw`config ann 'a\b'`, ['config', 'ann', String.raw`a\b`]],
  [`edit '' ""`, ['edit', '', '']],
  [`list "open end`, ['list', 'open end']],
])('%j is %j', (line, words) => {
  expect(splitWords(line)).toEqual(words);
});
