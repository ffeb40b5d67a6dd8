import type { Evidence } from '@earmark/core';
import { vocabulary } from '../data/index.ts';
import type { Voice } from './listen.ts';

/** Something that speaks against a choice, as the share of the belief that it takes away, 0 to 1. */
export interface Doubt {
  readonly what: string;
  readonly takes: number;
  readonly source?: string;
  readonly detail?: string;
}

/** Who was not heard, and who says something else altogether. */
export function doubtsAbout(
  chosen: readonly string[],
  voices: readonly Voice[],
  { silent }: Evidence,
): readonly Doubt[] {
  const families = new Set(chosen.flatMap(circle));
  const others = voices
    .filter(
      ({ words }) =>
        words.length > 0 &&
        !words.some(({ genre }) => circle(genre).some((each) => families.has(each))),
    )
    .map(({ name, kind, trust, words }) => ({
      what: 'says something else altogether',
      takes: kind === 'source' ? 0.3 * trust * (words[0]?.power ?? 0) : 0.08,
      source: name,
      detail: words
        .slice(0, 3)
        .map(({ label }) => label)
        .join(', '),
    }));
  const unheard = silent.toSorted().map((source) => ({
    what: 'was asked and failed',
    takes: 0.05,
    source,
  }));
  return [...others, ...unheard];
}

/** Itself and everything above: two genres are related where these meet. */
function circle(genre: string): readonly string[] {
  return [genre, ...vocabulary.ancestors(genre)];
}
