import { keyOf } from '../text/key.ts';
import { findWithin } from './exact.ts';
import type { Lexicon } from './lexicon.ts';
import type { Found } from './result.ts';

const decade =
  /^(?:(?:19|20)?\d0s?|(?:early|late|mid)(?:19|20)?\d0s?|fifties|sixties|seventies|eighties|nineties)$/;

/** More words are a sentence. */
const longest = 7;

/**
 * A genre with something around it that no entry knows: "Swedish Death Metal", "rock argentino", "90s Trance",
 * "experimental techno", or a second genre ("reggae punk" is punk with reggae). What stands last says what it is,
 * in as many words as name it, provided that every other word is accounted for.
 */
export function findModified(words: readonly string[], lexicon: Lexicon): Found | undefined {
  if (words.length > longest) return undefined;
  return findAnywhere(words, lexicon, false) ?? findAnywhere(words, lexicon, true);
}

function findAnywhere(
  words: readonly string[],
  lexicon: Lexicon,
  withGenres: boolean,
): Found | undefined {
  for (let to = words.length; to > 0; to -= 1) {
    for (let from = to === words.length ? 1 : 0; from < to; from += 1) {
      const found = findAt(words, from, to, lexicon, withGenres);
      if (found) return found;
    }
  }
  return undefined;
}

function findAt(
  words: readonly string[],
  from: number,
  to: number,
  lexicon: Lexicon,
  withGenres: boolean,
): Found | undefined {
  const core = words.slice(from, to);
  if (core.at(0) === 'and' || core.at(-1) === 'and') return undefined;
  const known = findWithin(core, lexicon);
  if (!known) return undefined;
  const key = core.join('');
  const aside = [
    explain(words.slice(0, from), lexicon, withGenres),
    // A genre behind another one is what the label is, unless that one is surely meant: "kid rock" is not for kids.
    explain(words.slice(to), lexicon, withGenres && namedGenre(key, lexicon) !== undefined),
  ];
  if (aside.some((each) => each === undefined)) return undefined;
  const regions = aside.flatMap((each) => each?.regions ?? []);
  const found = (regions.length > 0 ? ofPlace(key, lexicon) : undefined) ?? known;
  return {
    genres: [...new Set([...found.genres, ...aside.flatMap((each) => each?.adds ?? [])])],
    regions,
    by: 'modifier',
  };
}

/** What words beside a genre add to it. */
interface Aside {
  readonly adds: readonly string[];
  readonly regions: readonly string[];
}
const nothing: Aside = { adds: [], regions: [] };

/** What these words say beside a genre, if every one of them says something. */
function explain(
  words: readonly string[],
  lexicon: Lexicon,
  withGenres: boolean,
): Aside | undefined {
  if (words.length === 0) return nothing;
  for (let cut = words.length; cut > 0; cut -= 1) {
    const first = explainKey(words.slice(0, cut).join(''), lexicon, withGenres);
    const rest = first && explain(words.slice(cut), lexicon, withGenres);
    if (first && rest)
      return {
        adds: [...first.adds, ...rest.adds],
        regions: [...first.regions, ...rest.regions],
      };
  }
  return undefined;
}

function explainKey(key: string, lexicon: Lexicon, withGenres: boolean): Aside | undefined {
  const region = lexicon.regions.get(key);
  const adds = lexicon.modifiers.get(key)?.adds;
  if (region !== undefined || adds !== undefined)
    return { adds: adds ?? [], regions: region === undefined ? [] : [region] };
  if (decade.test(key)) return nothing;
  const genre = withGenres && !lexicon.alone.has(key) ? namedGenre(key, lexicon) : undefined;
  return genre === undefined ? undefined : { adds: [genre], regions: [] };
}

/** "Boston hardcore" is punk, unless something beside the label has settled what the word means. */
export function ofPlace(key: string, { readings, rules }: Lexicon): Found | undefined {
  const meant = rules.has(key) ? undefined : readings.get(key)?.find(({ ofPlaces }) => ofPlaces);
  return meant && { genres: [meant.genre], by: 'rule' };
}

/** By its own name: nicknames beside something else are chance ("Dream Theater"). */
export function namedGenre(key: string, { vocabulary }: Lexicon): string | undefined {
  const entry = vocabulary.byKey(key);
  return entry && keyOf(entry.name) === key ? entry.name : undefined;
}
