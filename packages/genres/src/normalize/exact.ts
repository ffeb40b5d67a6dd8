import type { Lexicon } from './lexicon.ts';
import type { Found } from './result.ts';

/** A label whose key is known as it stands, or but for a plural or the word "music". */
export function findExact(words: readonly string[], lexicon: Lexicon): Found | undefined {
  return findKey(words.join(''), lexicon) ?? findKey(plain(words).join(''), lexicon);
}

/** The same for a part of a label, where a word that names a genre only by itself names none. */
export function findWithin(words: readonly string[], lexicon: Lexicon): Found | undefined {
  return lexicon.alone.has(words.join('')) ? undefined : findExact(words, lexicon);
}

function findKey(key: string, { vocabulary, rules }: Lexicon): Found | undefined {
  const rule = rules.get(key);
  if (rule) return { genres: rule, by: 'rule' };
  const entry = vocabulary.byKey(key);
  return entry && { genres: [entry.name], by: 'name' };
}

const empty = new Set(
  'music musik musique musica muzyka muzik musics genre genres song songs tune tunes sound sounds style styles and'.split(
    ' ',
  ),
);

/** Without words that say nothing, and in the singular. */
export function plain(words: readonly string[]): readonly string[] {
  const rest = words.filter((word) => !empty.has(word));
  return rest.map((word, at) => (at === rest.length - 1 ? singular(word) : word));
}

function singular(word: string): string {
  if (word.length > 5 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (word.length > 4 && word.endsWith('s') && !word.endsWith('ss') && !word.endsWith('us'))
    return word.slice(0, -1);
  return word;
}
