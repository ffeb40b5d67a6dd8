import { expect, it } from 'vitest';
import { saidByPerson } from './said-by-person.ts';

it('decides every field that a person named, approved and never a sample for calibration', () => {
  const subject = { kind: 'album', id: 'a', title: 'A', creators: [], targets: [] } as const;
  const { decisions, approved } = saidByPerson(subject, { genre: ['Rock'], label: [] });
  expect(decisions.map(({ field, after, band }) => [field, after, band])).toEqual([
    ['genre', ['Rock'], 'auto'],
    ['label', [], 'auto'],
  ]);
  expect(decisions.every(({ id, uncalibrated }) => approved.has(id) && uncalibrated)).toBe(true);
});
