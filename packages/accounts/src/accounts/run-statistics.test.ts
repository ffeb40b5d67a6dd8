import type { RunResult } from '@earmark/core';
import { expect, test } from 'vitest';
import { addedTo, runStatistics } from './run-statistics.ts';

const ended = (counts: RunResult['counts'], run = 'r1'): RunResult => ({
  run,
  outcome: 'completed',
  counts,
});
const none = { processed: 0, skipped: 0, errors: 0 };

test('files are skipped where nothing was to be done, by a run that decides and by one that only reads', () => {
  const decided = ended({
    'files:changed': 3,
    'files:unknown': 2,
    'files:confirmed': 7,
    failed: 1,
  });
  expect(runStatistics(decided)).toEqual({ run: 'r1', processed: 5, skipped: 7, errors: 1 });
  const scanned = ended({ files: 34, new: 2, changed: 1, moved: 1, failed: 0 });
  expect(runStatistics(scanned)).toEqual({ run: 'r1', processed: 4, skipped: 30, errors: 0 });
});

test('a run that went on counts what its earlier part did once, and another run adds its own', () => {
  const first = runStatistics(ended({ 'files:changed': 3 }));
  const whole = runStatistics(ended({ 'files:changed': 10 }));
  const after = addedTo(addedTo(none, first, undefined), whole, first);
  expect(after.processed).toBe(10);
  const next = runStatistics(ended({ 'files:confirmed': 10 }, 'r2'));
  expect(addedTo(after, next, whole)).toEqual({ processed: 10, skipped: 10, errors: 0 });
});
