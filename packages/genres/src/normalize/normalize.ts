import { wordsOf } from '../text/key.ts';
import { findExact } from './exact.ts';
import { findHead } from './head.ts';
import { findJoined } from './joined.ts';
import type { Lexicon } from './lexicon.ts';
import { findModified } from './modified.ts';
import { readNumber } from './numbers.ts';
import { findPair, findParts } from './parts.ts';
import { refuse } from './refuse.ts';
import type { Found, NormalizedLabel } from './result.ts';
import { findMisspelled } from './spelling.ts';

/** Longer labels are sentences. */
const longest = 100;

export interface NormalizeOptions {
  /** The label stands in a file's tags, where a bare number is a genre of ID3v1. Default false. */
  readonly ofFile?: boolean;
}

/** What a label means. The sure ways come first; what is known to be no genre is refused before any guess. */
export function normalize(
  label: string,
  lexicon: Lexicon,
  { ofFile = false }: NormalizeOptions = {},
): NormalizedLabel {
  const text = (readNumber(label, ofFile) ?? label).trim();
  if (text.length > longest) return nothing('unknown');
  const words = wordsOf(text);
  if (words.length === 0) return nothing('noise');
  const exact =
    lexicon.rules.has(words.join('')) || !isList(text) ? findExact(words, lexicon) : undefined;
  if (exact) return toResult(exact, lexicon);
  const refused = refuse(words, lexicon);
  if (refused) return nothing(refused);
  const key = words.join('');
  const found =
    findParts(text, lexicon) ??
    findExact(words, lexicon) ??
    findModified(words, lexicon) ??
    findPair(text, lexicon) ??
    findMisspelled(words, lexicon) ??
    (words.length === 1 ? findJoined(key, lexicon) : findHead(words, lexicon));
  return found ? toResult(found, lexicon) : nothing('unknown');
}

/** Commas and the like part labels; slashes and hyphens may belong to a name. */
function isList(text: string): boolean {
  return /[,;|•·]/.test(text);
}

function nothing(kind: NormalizedLabel['kind']): NormalizedLabel {
  return { kind, genres: [], parents: [], regions: [] };
}

function toResult({ genres, by, regions = [] }: Found, { vocabulary }: Lexicon): NormalizedLabel {
  const above = genres.flatMap((genre) => vocabulary.ancestors(genre));
  const parents = [...new Set(above)].filter((parent) => !genres.includes(parent));
  const isQuality = genres.every((genre) => vocabulary.get(genre)?.quality);
  return { kind: isQuality ? 'quality' : 'genre', genres, parents, regions, by };
}
