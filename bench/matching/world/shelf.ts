import type { Random } from './random.ts';
import { genreFamilies } from './words.ts';
import type { Work } from './world.ts';

/** What a disk says of an album's genres beside its names: tags of today, folders, the artist's other albums. */
export interface Shelf {
  /** Genre tags of the album's files. */
  readonly tags: readonly string[];
  /** The folder that the artist's folder lies in. */
  readonly folder: string;
  /** Genre tags of other albums by the artist. */
  readonly others: readonly (readonly string[])[];
}

const junk = ['Other', 'Unknown', 'Misc', 'Genre', 'My Music'];
const everyGenre = [...Object.keys(genreFamilies), ...Object.values(genreFamilies).flat()];

/** Kept as carelessly as libraries are: a third has no genre, a third a family at best, one tag in eight is wrong. */
export function shelve(random: Random, { genres, artists, various }: Work): Shelf {
  const own = artists[0]?.genres ?? genres;
  return {
    tags: tagged(random, genres),
    folder: random.pick([
      ...Array<string>(7).fill('Albums'),
      familyOf(random, genres),
      'Flac',
      'New',
    ]),
    others: various ? [] : Array.from({ length: random.between(0, 6) }, () => tagged(random, own)),
  };
}

function tagged(random: Random, truth: readonly string[]): readonly string[] {
  const roll = random.next();
  if (roll < 0.35) return [];
  if (roll < 0.62) return [familyOf(random, truth)];
  if (roll < 0.78) return [random.pick(truth)];
  if (roll < 0.83) return random.some(truth, 2);
  if (roll < 0.95) return [random.pick(everyGenre)];
  return [random.pick(junk)];
}

function familyOf(random: Random, truth: readonly string[]): string {
  const families = Object.keys(genreFamilies).filter((family) =>
    genreFamilies[family]?.some((genre) => truth.includes(genre)),
  );
  return families.length > 0 ? random.pick(families) : (truth[0] ?? 'Other');
}
