import type { Evidence } from '@earmark/core';
import { vocabulary } from '../data/index.ts';
import { isBroad } from '../vocabulary/breadth.ts';
import type { Voice } from './listen.ts';

/** Something that speaks against a choice, as the share of the belief that it takes away, 0 to 1. */
export interface Doubt {
  readonly what: string;
  readonly takes: number;
  readonly source?: string;
  readonly detail?: string;
}

/** What speaks against a choice as a whole: that it says little, and who was not heard. */
export function doubtsAbout(
  chosen: readonly string[],
  voices: readonly Voice[],
  { silent }: Evidence,
): readonly Doubt[] {
  const unheard = silent.toSorted().map((source) => ({
    what: 'was asked and failed',
    takes: 0.05,
    source,
  }));
  return [...broad(chosen, voices), ...alone(voices), ...unheard];
}

/** What a single source says nobody could check; and what is said of an artist may not hold of this album. */
function alone(voices: readonly Voice[]): readonly Doubt[] {
  const sources = voices.filter(({ kind }) => kind === 'source');
  const [only, another] = sources;
  if (only === undefined) return [];
  if (sources.every(({ about }) => about === 'artist'))
    return [{ what: 'only the artist is known, not the album', takes: ofArtist }];
  if (another !== undefined)
    return sources.some(({ about }) => about === 'work')
      ? []
      : [{ what: 'only one release and its artist are known', takes: ofRelease }];
  return [{ what: 'no other source knows the album', takes: unchecked, source: only.name }];
}
const unchecked = 0.03;
const ofArtist = 0.12;
/** An artist's genres confirm the style of a release more often than listeners do. */
const ofRelease = 0.02;

/** A broad genre is soon right and says little; worse where it would take the place of a finer one. */
function broad(chosen: readonly string[], voices: readonly Voice[]): readonly Doubt[] {
  if (!chosen.every(isBroad)) return [];
  const finer = voices
    .filter(({ kind }) => kind === 'tags')
    .flatMap(({ words }) => words)
    .filter(({ genre }) => vocabulary.ancestors(genre).some((each) => chosen.includes(each)));
  if (finer.length === 0) return [{ what: 'only a broad genre is known', takes: 0.25 }];
  const detail = finer.map(({ label }) => label).join(', ');
  return [{ what: 'the tags of today say more', takes: 0.4, detail }];
}
