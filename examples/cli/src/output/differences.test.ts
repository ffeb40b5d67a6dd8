import { expect, test } from 'vitest';
import { differences, type Piece } from './differences.ts';

const marked = (pieces: readonly Piece[]) =>
  pieces.map(({ text, changed }) => (changed ? `[${text}]` : text)).join('');

test.each<[readonly string[], readonly string[], string, string]>([
  [['My name is Jonas'], ['My Name Is Jonas'], 'My [n]ame [i]s Jonas', 'My [N]ame [I]s Jonas'],
  [['Spacey '], ['Spacey'], '"Spacey[ ]"', '"Spacey"'],
  [['Two  Gaps'], ['Two Gaps'], '"Two [ ]Gaps"', '"Two Gaps"'],
  [['Bjo\u0308rk'], ['Björk'], '"Bj[o\\u{0308}]rk"', '"Bj[ö]rk"'],
  [['Zero\u200bWidth'], ['ZeroWidth'], '"Zero[\\u{200b}]Width"', '"ZeroWidth"'],
  [['Deep House'], ['Deep House', 'Electronic'], 'Deep House', 'Deep House; [Electronic]'],
  [['Rock', 'Jaz'], ['Rock', 'Jazz'], 'Rock; Jaz', 'Rock; Jaz[z]'],
  [['Other'], ['Dream Pop'], '[Other]', '[Dream Pop]'],
  [[], ['Dub'], '', '[Dub]'],
])('%j → %j is shown as %s → %s', (before, after, shownBefore, shownAfter) => {
  const found = differences(before, after);
  expect([marked(found.before), marked(found.after)]).toEqual([shownBefore, shownAfter]);
});
