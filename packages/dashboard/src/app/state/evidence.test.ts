import { expect, test } from 'vitest';
import { claimGroups } from './evidence.ts';

const reason = (what: string) => ({ what, contribution: 0.1 });

test('every value has what was said about it, and what is about none comes last', () => {
  const groups = claimGroups({
    after: ['House', 'House Music', 'Jazz'],
    reasons: [
      reason('House'),
      reason('House Music is one of 2 in a list'),
      reason('House, as the word is used'),
      reason('Households'),
      reason('any word may be mistaken'),
    ],
  });
  expect(groups.map(({ value, claims }) => [value, claims.map(({ what }) => what)])).toEqual([
    ['House', ['House', 'House, as the word is used']],
    ['House Music', ['House Music is one of 2 in a list']],
    ['Jazz', []],
    [undefined, ['Households', 'any word may be mistaken']],
  ]);
});
