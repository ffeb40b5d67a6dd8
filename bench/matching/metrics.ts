import { type Judged, reliability } from '../../packages/core/src/index.ts';

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

/** In bins that hold enough cases to tell; the rest is noise. */
export function reliabilityFigures(outcomes: readonly Outcome[], least = 30) {
  const { bins, error } = reliability(outcomes, 10);
  const told = bins.filter(({ count }) => count >= least);
  return {
    error: round(error),
    worst: round(Math.max(0, ...told.map(({ confidence, right }) => Math.abs(confidence - right)))),
    curve: bins.map(({ count, confidence, right }) => ({
      count,
      confidence: round(confidence),
      right: round(right),
    })),
  };
}

export function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
