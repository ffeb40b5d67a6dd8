import type { DecisionRecord, Policy } from '@earmark/core';
import { expect, test } from 'vitest';
import { preferred, settledOptions } from './preferences.ts';
import { replayDecision } from './replay-settings.ts';

const none = { prefer: [], avoid: [] };
const usual = { bands: null, genres: none };

test('what is avoided is left out, what is preferred comes first, in any case of letters', () => {
  const genres = { prefer: ['jazz'], avoid: ['POP'] };
  expect(preferred(['Rock', 'Pop', 'Jazz', 'Soul'], genres)).toEqual(['Jazz', 'Rock', 'Soul']);
});

test('the settings of an account decide on its bands and on what its policies propose', () => {
  const policy: Policy = {
    spec: 1,
    kind: 'policy',
    name: 'p',
    fields: ['genre', 'year'],
    propose: () => [
      { field: 'genre', after: ['Pop', 'Rock'], belief: 1, reasons: [] },
      { field: 'year', after: ['1999'], belief: 1, reasons: [] },
    ],
  };
  const own = { policies: [policy] };
  expect(settledOptions(own, usual)).toBe(own);
  const settled = settledOptions(own, {
    bands: { auto: 0.9, review: 0.5 },
    genres: { prefer: [], avoid: ['Pop'] },
  });
  expect(settled.bands).toEqual({ auto: 0.9, review: 0.5 });
  const proposals = settled.policies?.[0]?.propose({} as never);
  expect(proposals?.map(({ after }) => after)).toEqual([['Rock'], ['1999']]);
  const nothingLeft = settledOptions(own, {
    bands: null,
    genres: { prefer: [], avoid: ['pop', 'rock'] },
  });
  expect(nothingLeft.policies?.[0]?.propose({} as never).map(({ field }) => field)).toEqual([
    'year',
  ]);
});

const record = (more: Partial<DecisionRecord['decision']>): DecisionRecord => ({
  run: 'r',
  at: 1,
  title: 'Artist – Album',
  decision: {
    id: 'd',
    subject: 's',
    field: 'genre',
    before: [],
    after: ['Pop', 'Rock'],
    belief: 0.9,
    confidence: 0.9,
    band: 'review',
    reasons: [],
    silent: [],
    ...more,
  },
});
const bands = { auto: 0.85, review: 0.5 };

test('a decision of the past is told only where it would have been another one', () => {
  expect(replayDecision(record({}), usual, usual)).toBeUndefined();
  expect(replayDecision(record({}), usual, { ...usual, bands })).toMatchObject({
    from: { band: 'review' },
    to: { band: 'auto' },
  });
  expect(
    replayDecision(record({}), usual, { ...usual, genres: { prefer: [], avoid: ['Pop'] } }),
  ).toMatchObject({ from: { after: ['Pop', 'Rock'] }, to: { band: 'review', after: ['Rock'] } });
});

test('what waited for a yes for another reason than its confidence goes on waiting', () => {
  const cautious = record({ confidence: 0.97, band: 'review' });
  expect(replayDecision(cautious, usual, { ...usual, bands })).toBeUndefined();
});

test('what is as it should be stays so, whatever the bands', () => {
  const settled = record({ band: 'unchanged', before: ['Pop', 'Rock'] });
  expect(replayDecision(settled, usual, { ...usual, bands })).toBeUndefined();
});
