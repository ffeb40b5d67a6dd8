import { type Judged, type ReliabilityBin, reliability } from '@earmark/core';

/** A confidence and whether what it was said of is right. */
export interface Outcome extends Judged {
  /** A right answer exists at all. */
  readonly findable: boolean;
}

export interface BandFigures {
  readonly share: number;
  readonly precision: number;
  readonly count: number;
}
export function bandFigures(outcomes: readonly Outcome[], from: number, to = 2): BandFigures {
  const inside = outcomes.filter(({ belief }) => belief >= from && belief < to);
  return {
    count: inside.length,
    share: round(inside.length / outcomes.length),
    precision: round(inside.filter(({ right }) => right).length / Math.max(1, inside.length)),
  };
}

/** Right and at least in the review band, of all cases that have a right answer. */
export function matchedShare(outcomes: readonly Outcome[], from: number): number {
  const findable = outcomes.filter((outcome) => outcome.findable);
  return round(
    findable.filter(({ belief, right }) => right && belief >= from).length / findable.length,
  );
}

/** The surest share of all cases: how many of them are right. For comparing matchers whose numbers mean different things. */
export function precisionAt(outcomes: readonly Outcome[], share: number): number {
  const count = Math.round(outcomes.length * share);
  const surest = [...outcomes].sort((a, b) => b.belief - a.belief).slice(0, count);
  return round(surest.filter(({ right }) => right).length / Math.max(1, count));
}

/**
 * The curve, with what chance alone would allow around each share (95 %). `worst` is the farthest of the bins that
 * hold enough cases to tell; `apart` are the bins, of whatever size, whose interval lies off the diagonal altogether.
 */
export function reliabilityFigures(outcomes: readonly Outcome[], least = 500) {
  const { bins, error } = reliability(outcomes, 10);
  const off = ({ confidence, right }: ReliabilityBin) => Math.abs(confidence - right);
  return {
    error: round(error),
    least,
    worst: round(Math.max(0, ...bins.filter(({ count }) => count >= least).map(off))),
    apart: bins.filter(({ confidence, right, count }) => {
      const { low, high } = interval(right, count);
      return confidence < low || confidence > high;
    }).length,
    curve: bins.map(({ from, count, confidence, right }) => ({
      from,
      count,
      confidence: round(confidence),
      right: round(right),
      low: round(interval(right, count).low),
      high: round(interval(right, count).high),
    })),
  };
}

/** Wilson's interval of a share, 95 %. */
function interval(share: number, count: number) {
  const z = 1.96;
  const scale = 1 + z ** 2 / count;
  const middle = (share + z ** 2 / (2 * count)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2));
  return { low: middle - half, high: middle + half };
}

export function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
