import { expect, test } from 'vitest';
import { spokenTime } from './spoken-time.ts';

test('an instant is told to the minute, in local time', () => {
  expect(spokenTime(new Date(2026, 11, 1, 22, 5, 59).getTime())).toBe('2026-12-01 22:05');
});
