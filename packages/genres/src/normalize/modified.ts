import { keyOf } from '../text/key.ts';
import { findExact } from './exact.ts';
import type { Lexicon } from './lexicon.ts';
import type { Found } from './result.ts';

const decade =
  /^(?:(?:19|20)?\d0s?|(?:early|late|mid)(?:19|20)?\d0s?|fifties|sixties|seventies|eighties|nineties)$/;

/**
 * A genre with something beside it that no entry knows: "Swedish Death Metal", "rock argentino", "90s Trance",
 * "experimental techno", "christian death metal", or a second genre ("reggae punk" is punk with reggae).
 */
export function findModified(words: readonly string[], lexicon: Lexicon): Found | undefined {
  if (words.length < 2 || words.length > 7) return undefined;
  for (let cut = words.length - 1; cut > 0; cut -= 1) {
    const [front, back] = [words.slice(0, cut), words.slice(cut)];
    const found =
      beside(front, back, lexicon) ??
      beside(back, front, lexicon) ??
      twoGenres(front, back, lexicon);
    if (found) return found;
  }
  return undefined;
}

/** What is left of the label once the words beside the genre are taken away. */
function beside(
  aside: readonly string[],
  rest: readonly string[],
  lexicon: Lexicon,
): Found | undefined {
  const key = aside.join('');
  const region = lexicon.regions.get(key);
  const modifier = lexicon.modifiers.get(key);
  if (region === undefined && modifier === undefined && !decade.test(key)) return undefined;
  const found =
    (region === undefined ? undefined : ofPlace(rest.join(''), lexicon)) ??
    findExact(rest, lexicon) ??
    findModified(rest, lexicon);
  if (!found) return undefined;
  return {
    genres: [...new Set([...found.genres, ...(modifier?.adds ?? [])])],
    regions: [...(found.regions ?? []), ...(region === undefined ? [] : [region])],
    by: 'modifier',
  };
}

/** "Boston hardcore" is punk, unless something beside the label has settled what the word means. */
export function ofPlace(key: string, { readings, rules }: Lexicon): Found | undefined {
  const meant = rules.has(key) ? undefined : readings.get(key)?.find(({ ofPlaces }) => ofPlaces);
  return meant && { genres: [meant.genre], by: 'rule' };
}

/** The last word says what it is, the first how: "blues metal" is metal with blues. */
function twoGenres(
  front: readonly string[],
  back: readonly string[],
  lexicon: Lexicon,
): Found | undefined {
  const how = namedGenre(front.join(''), lexicon);
  const what = how === undefined ? undefined : findExact(back, lexicon);
  if (how === undefined || what === undefined) return undefined;
  return { genres: [...new Set([...what.genres, how])], by: 'modifier' };
}

/** By its own name: nicknames beside something else are chance ("Dream Theater"). */
export function namedGenre(key: string, { vocabulary }: Lexicon): string | undefined {
  const entry = vocabulary.byKey(key);
  return entry && keyOf(entry.name) === key ? entry.name : undefined;
}
