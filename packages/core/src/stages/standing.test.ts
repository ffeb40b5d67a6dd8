import { expect, test } from 'vitest';
import type { Band, Decision } from '../spec.ts';
import { standingOf } from './standing.ts';

const decided = (band: Band, more: Partial<Decision> = {}): Decision => ({
  id: band,
  subject: 's',
  field: 'genre',
  before: [],
  after: ['Jazz'],
  belief: 1,
  confidence: 1,
  band,
  reasons: [],
  silent: [],
  ...more,
});
const undecided = decided('manual', { belief: 0, silent: ['musicbrainz'] });

test.each([
  ['confirmed', [decided('unchanged')], true],
  ['unknown', [decided('unchanged')], false],
  ['unknown', [], false],
  ['unsaid', [], true],
  ['changed', [decided('unchanged'), decided('auto')], true],
  ['review', [decided('auto'), decided('review')], true],
  ['manual', [decided('review'), decided('manual')], true],
  ['undecided', [decided('auto'), undecided], true],
] as const)('%s', (standing, decisions, matched) => {
  expect(standingOf(decisions, { matched, held: false })).toBe(standing);
});

test('what a person rejected or locked is settled, not unsaid', () => {
  expect(standingOf([], { matched: true, held: true })).toBe('settled');
});
