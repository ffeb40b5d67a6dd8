import type { Judged } from './fit.ts';

/** Decisions of about one confidence: what was promised, and what came true. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** The mean confidence of the decisions in it. */
  readonly confidence: number;
  /** The share of them that was right. */
  readonly right: number;
}
export interface Reliability {
  /** Lowest first; bins without a decision are left out. */
  readonly bins: readonly ReliabilityBin[];
  /** Expected calibration error: the mean distance from the diagonal, weighted by count. */
  readonly error: number;
}

/** The reliability curve of decisions whose `belief` is their calibrated confidence. */
export function reliability(samples: readonly Judged[], bins = 10): Reliability {
  const found: ReliabilityBin[] = [];
  let error = 0;
  for (let bin = 0; bin < bins; bin += 1) {
    const [from, to] = [bin / bins, (bin + 1) / bins];
    const inside = samples.filter(({ belief }) => binOf(belief, bins) === bin);
    if (inside.length === 0) continue;
    const confidence = inside.reduce((sum, { belief }) => sum + belief, 0) / inside.length;
    const right = inside.filter((sample) => sample.right).length / inside.length;
    found.push({ from, to, count: inside.length, confidence, right });
    error += (Math.abs(confidence - right) * inside.length) / samples.length;
  }
  return { bins: found, error };
}

function binOf(belief: number, bins: number): number {
  return Math.min(bins - 1, Math.max(0, Math.floor(belief * bins)));
}
