import { expect, test } from 'vitest';
import type { DecisionView } from '../api/types.ts';
import { fieldsOf } from './fields-of.ts';

const files = [['Rock'], ['Rock'], ['Pop']].map((genre) => ({ fields: { genre, year: ['1971'] } }));

test('an album has the value that most of its files have', () => {
  expect(fieldsOf(files, [], [])).toEqual([
    { field: 'genre', values: ['Rock'], locked: false },
    { field: 'year', values: ['1971'], locked: false },
  ]);
});

test('what was decided comes first, with its newest decision; what is locked is shown though it is empty', () => {
  const decisions = [
    { field: 'label', id: 'new' },
    { field: 'label', id: 'old' },
  ] as DecisionView[];
  const shown = fieldsOf(files, ['series'], decisions);
  expect(shown.map(({ field }) => field)).toEqual(['label', 'genre', 'year', 'series']);
  expect(shown[0]?.decision?.id).toBe('new');
  expect(shown[3]?.locked).toBe(true);
});
