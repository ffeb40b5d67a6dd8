import { lexicon } from './data/index.ts';
import { type NormalizeOptions, normalize } from './normalize/normalize.ts';
import type { NormalizedLabel } from './normalize/result.ts';

export type { FoundBy, LabelKind, NormalizedLabel } from './normalize/result.ts';
export type { NormalizeOptions };

/**
 * What the vocabulary makes of a label as people and services write it: "hip-hop/rap", "dnb", "(17)",
 * "Swedish Death Metal", "Folk, World, & Country". Never throws; `genres` is empty where the label is no genre.
 */
export function normalizeGenre(label: string, options: NormalizeOptions = {}): NormalizedLabel {
  return normalize(label, lexicon, options);
}
