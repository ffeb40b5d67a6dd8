/** From `auto` up a decision is applied, from `review` up it waits for a yes, below both for an answer. */
export interface BandLimits {
  readonly auto: number;
  readonly review: number;
}

export const defaultBands: BandLimits = { auto: 0.95, review: 0.8 };

export function bandOf(
  confidence: number,
  { auto, review }: BandLimits = defaultBands,
): 'auto' | 'review' | 'manual' {
  return confidence >= auto ? 'auto' : confidence >= review ? 'review' : 'manual';
}
