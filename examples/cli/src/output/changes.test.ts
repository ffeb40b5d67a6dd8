import type { Decision } from '@earmark/core';
import { expect, test } from 'vitest';
import { decisionLines } from './changes.ts';

const decision = (before: readonly string[], after: readonly string[]): Decision => ({
  id: 'd',
  subject: 's',
  field: 'genre',
  before,
  after,
  belief: 0.9,
  confidence: 0.87,
  band: 'review',
  reasons: [],
  silent: [],
});
const shown = (before: readonly string[], after: readonly string[]) =>
  decisionLines('Artist – Album', decision(before, after)).split('\n')[1];

test.each([
  [['rock '], ['Rock'], '  genre: "[-r-]ock[- -]" → "{+R+}ock"  87 % review'],
  [['Pop'], ['Jazz', 'Bop'], '  genre: Pop → Jazz; Bop  87 % review'],
  [['Rock', 'Pop'], ['Rock', 'Dub'], '  genre: Rock; [-Pop-] → Rock; {+Dub+}  87 % review'],
  [[], ['Dub'], '  genre: (none) → Dub  87 % review'],
])('%j to %j is seen without colours', (before, after, line) => {
  expect(shown(before, after)).toBe(line);
});
