import type { Lexicon } from './lexicon.ts';
import { type NormalizeOptions, normalize } from './normalize.ts';
import type { NormalizedLabel } from './result.ts';
import { type SaidLabel, settleReadings } from './settle-readings.ts';

/** How to read the labels of one voice: words of several meanings mean what the others say. */
export function readTogether(
  said: readonly SaidLabel[],
  lexicon: Lexicon,
): (label: string, options?: NormalizeOptions) => NormalizedLabel {
  const settled = settleReadings(said, lexicon, (label, mute) => normalize(label, mute).genres);
  return (label, options) => normalize(label, settled, options);
}
