import { describe, expect, it } from 'vitest';
import { bandOf, calibrate, fitIsotonic, fitModel, reliability, shippedModel } from './index.ts';

const even = { points: [[0, 0] as const, [1, 1] as const] };

function judged(belief: number, right: number, wrong: number) {
  return [
    ...Array.from({ length: right }, () => ({ belief, right: true })),
    ...Array.from({ length: wrong }, () => ({ belief, right: false })),
  ];
}

describe('calibrate', () => {
  it('follows the line between its points and stays level beyond them', () => {
    const model = { points: [[0.2, 0.1] as const, [0.6, 0.9] as const] };
    expect(calibrate(0.4, model)).toBeCloseTo(0.5);
    expect(calibrate(0, model)).toBe(0.1);
    expect(calibrate(1, model)).toBe(0.9);
  });

  it('takes a belief outside its range for the nearest one, and one that is no number for nothing', () => {
    expect(calibrate(3, even)).toBe(1);
    expect(calibrate(-1, even)).toBe(0);
    expect(calibrate(Number.NaN, even)).toBe(0);
  });
});

describe('fitIsotonic', () => {
  it('learns from many decisions what a belief is worth', () => {
    const model = fitIsotonic([...judged(0.9, 300, 300), ...judged(0.97, 990, 10)]);
    expect(calibrate(0.9, model)).toBeCloseTo(0.5, 1);
    expect(calibrate(0.97, model)).toBeGreaterThan(0.96);
  });

  it('never falls, whatever people decided', () => {
    const model = fitIsotonic([...judged(0.3, 40, 0), ...judged(0.8, 0, 40)]);
    const rights = model.points.map(([, right]) => right);
    expect(rights).toEqual([...rights].sort((a, b) => a - b));
    const beliefs = model.points.map(([belief]) => belief);
    expect(beliefs).toEqual([...beliefs].sort((a, b) => a - b));
  });

  it('is not swung by a few decisions, and never becomes certain', () => {
    expect(calibrate(0.95, fitModel(judged(0.95, 0, 1), even))).toBeGreaterThan(0.8);
    const certain = fitIsotonic(judged(1, 5000, 0));
    expect(calibrate(1, certain)).toBeLessThan(1);
  });

  it('moves no other decision over a band because one was accepted', () => {
    const line = shippedModel('genre');
    for (let belief = 0; belief <= 1; belief += 0.001) {
      const confidence = calibrate(belief, line);
      if (confidence > 0.945) continue;
      const after = calibrate(belief, fitModel(judged(belief, 1, 0), line));
      expect(after, `${belief} was ${confidence}`).toBeLessThan(0.95);
    }
  });

  it('learns from a thousand decisions what the shipped model did not know', () => {
    const steps = { points: [[0, 0.1] as const, [0.5, 0.1] as const, [0.6, 0.9] as const] };
    const taught = fitModel([...judged(0.3, 500, 500), ...judged(0.9, 980, 20)], steps);
    expect(calibrate(0.3, taught)).toBeCloseTo(0.5, 1);
    expect(calibrate(0.9, taught)).toBeCloseTo(0.98, 1);
    const heights = taught.points.map(([, right]) => right);
    expect(heights).toEqual([...heights].sort((a, b) => a - b));
  });

  it('leaves the shipped model alone where nobody has decided anything', () => {
    expect(fitModel([])).toEqual(shippedModel('any'));
    expect(fitModel([], even)).toBe(even);
  });
});

describe('shippedModel', () => {
  it('rises for matches and genres and takes other fields at their word', () => {
    for (const field of ['match', 'genre']) {
      const rights = shippedModel(field).points.map(([, right]) => right);
      expect(rights).toEqual([...rights].sort((a, b) => a - b));
      expect(calibrate(0, shippedModel(field))).toBeLessThan(0.3);
      expect(calibrate(1, shippedModel(field))).toBeGreaterThan(0.99);
    }
    expect(calibrate(0.5, shippedModel('mood'))).toBeCloseTo(0.5);
  });
});

describe('reliability', () => {
  it('compares what was promised with what came true', () => {
    const { bins, error } = reliability([...judged(0.95, 9, 1), ...judged(0.25, 1, 3)]);
    expect(bins.map(({ count, right }) => [count, right])).toEqual([
      [4, 0.25],
      [10, 0.9],
    ]);
    expect(error).toBeCloseTo((0.05 * 10) / 14);
  });

  it('counts certainty into the last bin and says nothing of no decisions', () => {
    expect(reliability(judged(1, 1, 0)).bins).toHaveLength(1);
    expect(reliability([])).toEqual({ bins: [], error: 0 });
  });
});

describe('bandOf', () => {
  it('puts the thresholds themselves into the better band', () => {
    expect([0.95, 0.9499, 0.8, 0.79].map((confidence) => bandOf(confidence))).toEqual([
      'auto',
      'review',
      'review',
      'manual',
    ]);
    expect(bandOf(0.9, { auto: 0.9, review: 0.5 })).toBe('auto');
  });
});
