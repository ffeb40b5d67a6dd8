import type { Reason } from '../spec.ts';
import type { Evidence } from './evidence/evidence.ts';

export interface Score {
  /** 0 to 1. */
  readonly value: number;
  /** Strongest first; their contributions add up to the value. */
  readonly reasons: readonly Reason[];
}

/**
 * Turns evidence into a probability and shares it out again. `start` is the logarithm of the odds before any
 * evidence; the way from even odds to the score is divided among all of it in proportion to its weight, which
 * makes the order of the evidence irrelevant.
 */
export function scoreOf(
  start: { readonly what: string; readonly logit: number },
  evidence: readonly Evidence[],
  source?: string,
): Score {
  const sum = start.logit + totalOf(evidence);
  const value = probability(sum);
  const share = Math.abs(sum) < 1e-6 ? 0.25 : (value - 0.5) / sum;
  const from = source === undefined ? {} : { source };
  const reasons = evidence
    .map(({ what, logit, detail }) => ({
      what,
      contribution: logit * share,
      ...from,
      ...(detail === undefined ? {} : { detail }),
    }))
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution) || order(a.what, b.what));
  const first = { what: start.what, contribution: 0.5 + start.logit * share, ...from };
  return { value, reasons: [first, ...reasons] };
}

export function totalOf(evidence: readonly Evidence[]): number {
  return evidence.reduce((sum, { logit }) => sum + logit, 0);
}

export function probability(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

/** The inverse, finite at both ends. */
export function logitOf(probability: number): number {
  const clipped = Math.min(1 - 1e-6, Math.max(1e-6, probability));
  return Math.log(clipped / (1 - clipped));
}

/** By code unit: the same on every machine and in every locale. */
export function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
