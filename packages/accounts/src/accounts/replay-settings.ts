import {
  type Band,
  type BandLimits,
  bandOf,
  type DecisionRecord,
  defaultBands,
} from '@earmark/core';
import { type DecisionSettings, preferred } from './preferences.ts';

export interface Outcome {
  readonly band: Band;
  readonly after: readonly string[];
}
/** A decision of the past that would have been another one. */
export interface ReplayedDecision {
  readonly subject: string;
  readonly title: string;
  readonly field: string;
  readonly confidence: number;
  readonly from: Outcome;
  readonly to: Outcome;
}

/**
 * What a decision of the journal would have become with other settings; nothing where it would be the same. Nobody is
 * asked anything: what a preference left out in the past comes back only when sources are asked again.
 */
export function replayDecision(
  { title, decision }: DecisionRecord,
  now: DecisionSettings,
  wanted: DecisionSettings,
): ReplayedDecision | undefined {
  const { subject, field, confidence, band, after, before } = decision;
  const values = field === 'genre' ? preferred(after, wanted.genres) : after;
  const to: Outcome = {
    after: values,
    band: same(values, before) ? 'unchanged' : bandWith(decision, now.bands, wanted.bands),
  };
  if (to.band === band && same(values, after)) return undefined;
  return { subject, title, field, confidence, from: { band, after }, to };
}

/** What waited for a yes although it was sure enough (an unmeasured field, silent sources) goes on waiting. */
function bandWith(
  { confidence, band }: DecisionRecord['decision'],
  now: BandLimits | null,
  wanted: BandLimits | null,
): Band {
  if (band === 'unchanged') return 'unchanged';
  const wouldBe = bandOf(confidence, wanted ?? defaultBands);
  const wasCautious = band === 'review' && bandOf(confidence, now ?? defaultBands) === 'auto';
  return wasCautious && wouldBe === 'auto' ? 'review' : wouldBe;
}

const same = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((value, index) => value === other[index]);
