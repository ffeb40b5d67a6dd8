import type { Claim } from '@earmark/core';
import { lexicon, vocabulary } from '../data/index.ts';
import { readTogether } from '../normalize/readings.ts';
import { keyOf } from '../text/key.ts';
import type { Settings } from './options.ts';

/** A claim, and the genres that its label stands for; none where it is no genre. */
export interface ReadClaim {
  readonly claim: Claim;
  readonly genres: readonly string[];
}

/** What one voice's claims say of genres, under the user's own rules. */
export function read(claims: readonly Claim[], { map }: Settings): readonly ReadClaim[] {
  const heard = claims.filter(({ field, strength }) => field === 'genre' && strength > 0);
  const meaning = readTogether(
    heard.map(({ value, strength }) => ({ label: value, strength: Math.min(1, strength) })),
    lexicon,
  );
  const rules = new Map(Object.entries(map).map(([from, to]) => [keyOf(from), to]));
  return heard.map((claim) => {
    const ofFile = claim.level === 'file';
    const genres = rules.get(keyOf(claim.value)) ?? meaning(claim.value, { ofFile }).genres;
    return { claim, genres: genres.map((genre) => vocabulary.find(genre)?.name ?? genre) };
  });
}
