import type { Subject } from '@earmark/core';
import { vocabulary } from '../data/index.ts';
import { keyOf } from '../text/key.ts';
import type { ReadClaim } from './read.ts';

/**
 * Of all sources' claims those that are more than a name: listeners tag Grimes "grimes" and Helloween "helloween".
 * A label that is the artist or the title counts where another source says its genre, or a finer one.
 */
export function withoutNamesakes(
  sources: readonly (readonly ReadClaim[])[],
  { creators, title }: Subject,
): readonly (readonly ReadClaim[])[] {
  const names = new Set([...creators, title].map(keyOf));
  return sources.map((claims) => {
    const others = sources.filter((each) => each !== claims);
    return claims.map((each) => {
      if (!names.has(keyOf(each.claim.value))) return each;
      return { ...each, genres: each.genres.filter((genre) => isSaid(genre, others)) };
    });
  });
}

function isSaid(genre: string, sources: readonly (readonly ReadClaim[])[]): boolean {
  return sources
    .flat()
    .flatMap(({ genres }) => genres)
    .some((said) => said === genre || vocabulary.ancestors(said).includes(genre));
}
