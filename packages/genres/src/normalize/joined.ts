import { findWithin } from './exact.ts';
import type { Lexicon } from './lexicon.ts';
import { namedGenre } from './modified.ts';
import type { Found } from './result.ts';

/** Shorter halves are chance: "popular" is no pop. */
const shortest = 4;

/** Two words written as one, as some services keep their labels: "swedishdeathmetal", "metalalternative". */
export function findJoined(key: string, lexicon: Lexicon): Found | undefined {
  for (let cut = key.length - shortest; cut >= shortest - 1; cut -= 1) {
    const [front, back] = [key.slice(0, cut), key.slice(cut)];
    const found = beside(front, back, lexicon) ?? beside(back, front, lexicon);
    if (found) return found;
  }
  return undefined;
}

function beside(aside: string, rest: string, lexicon: Lexicon): Found | undefined {
  const found = findWithin([rest], lexicon);
  if (!found) return undefined;
  const region = lexicon.regions.get(aside);
  if (region !== undefined) return { ...found, regions: [region], by: 'modifier' };
  const named = namedGenre(aside, lexicon);
  const adds = lexicon.modifiers.get(aside)?.adds ?? (named === undefined ? undefined : [named]);
  return adds && { genres: [...new Set([...found.genres, ...adds])], by: 'modifier' };
}
