import { findWithin } from './exact.ts';
import type { Lexicon } from './lexicon.ts';
import { namedGenre, ofPlace } from './modified.ts';
import type { Found } from './result.ts';

/** More words are a sentence, or somebody's name. */
const mostUnknown = 2;
const noPlaces = new Set(
  'a an and at best big by for from i in is it more my new no not of on or our the this to very vs with you your'.split(
    ' ',
  ),
);

/** An unknown word before a genre is mostly its place or scene: "bronx hip hop" is hip hop. */
export function findHead(words: readonly string[], lexicon: Lexicon): Found | undefined {
  for (let cut = 1; cut <= mostUnknown && cut < words.length; cut += 1) {
    if (words.slice(0, cut).some((word) => noPlaces.has(word))) return undefined;
    const rest = words.slice(cut);
    if (!staysItself(rest.join(''), lexicon)) continue;
    const found = ofPlace(rest.join(''), lexicon) ?? findWithin(rest, lexicon);
    if (found) return { ...found, by: 'head' };
  }
  return undefined;
}

/** A name of two words can hardly be anything else; of single words only a few are no part of other names. */
function staysItself(key: string, lexicon: Lexicon): boolean {
  return lexicon.heads.has(key) || (namedGenre(key, lexicon)?.includes(' ') ?? false);
}
