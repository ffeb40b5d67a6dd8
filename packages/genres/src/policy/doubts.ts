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
  return [...others, ...broad(chosen, voices), ...unheard];
}

/** A broad genre is soon right and says little; worse where it would take the place of a finer one. */
function broad(chosen: readonly string[], voices: readonly Voice[]): readonly Doubt[] {
  if (!chosen.every((genre) => vocabulary.get(genre)?.family)) return [];
  const finer = voices
    .filter(({ kind }) => kind === 'tags')
    .flatMap(({ words }) => words)
    .filter(({ genre }) => vocabulary.ancestors(genre).some((each) => chosen.includes(each)));
  if (finer.length === 0) return [{ what: 'only a broad genre is known', takes: 0.08 }];
  const detail = finer.map(({ label }) => label).join(', ');
  return [{ what: 'the tags of today say more', takes: 0.25, detail }];
}

/** Itself and everything above: two genres are related where these meet. */
function circle(genre: string): readonly string[] {
  return [genre, ...vocabulary.ancestors(genre)];
}
