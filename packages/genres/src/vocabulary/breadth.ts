import { vocabulary } from '../data/index.ts';

/** One of the broadest genres, below which a whole tree lies: it is soon right and says little. */
export function isBroad(genre: string): boolean {
  const entry = vocabulary.get(genre);
  return entry !== undefined && entry.parents.length === 0 && !entry.quality;
}

export function isQuality(genre: string): boolean {
  return vocabulary.get(genre)?.quality ?? false;
}

export function isBelow(genre: string, above: string): boolean {
  return vocabulary.ancestors(genre).includes(above);
}

/** It and everything above it. */
export function lineage(genre: string): readonly string[] {
  return [genre, ...vocabulary.ancestors(genre)];
}
