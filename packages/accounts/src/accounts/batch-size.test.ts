import { expect, test } from 'vitest';
import { nextBatchSize } from './batch-size.ts';

const good = { items: 250, failed: 0, ms: 30_000 };

test('it grows by a step after a good full batch, and no further than 1,000', () => {
  expect(nextBatchSize({ size: 250 }, good).size).toBe(275);
  expect(nextBatchSize({ size: 1000 }, { ...good, items: 1000 }).size).toBe(1000);
});

test('it is halved by failures, overruns and whoever asks to slow down, and says why', () => {
  expect(nextBatchSize({ size: 250 }, { ...good, failed: 20 })).toEqual({
    size: 125,
    reason: 'halved: 8 % of the last batch failed',
  });
  expect(nextBatchSize({ size: 250 }, { ...good, ms: 150_000 })).toEqual({
    size: 125,
    reason: 'halved: the last batch took 150 s',
  });
  expect(nextBatchSize({ size: 30 }, { ...good, slowedBy: 'musicbrainz' })).toEqual({
    size: 25,
    reason: 'halved: musicbrainz asked to slow down',
  });
});

test('a batch that was not full, or neither good nor bad, changes nothing', () => {
  expect(nextBatchSize({ size: 250 }, { ...good, items: 10 })).toEqual({ size: 250 });
  expect(nextBatchSize({ size: 250 }, { ...good, failed: 5 })).toEqual({ size: 250 });
});
