import type { Lexicon } from './lexicon.ts';
import type { Found } from './result.ts';

/** Shorter words have too many neighbours: "atl" and "alt" are words of their own. */
const shortest = 7;

/**
 * A long word with one slip of the pen, behind its first two letters, where only one genre is that near: a letter
 * missing, doubled or swapped, or a wrong vowel. Another consonant is mostly another word.
 */
export function findMisspelled(
  words: readonly string[],
  { vocabulary }: Lexicon,
): Found | undefined {
  const near = new Set<string>();
  for (const [at, word] of words.entries()) {
    if (word.length < shortest) continue;
    const [front, back] = [words.slice(0, at).join(''), words.slice(at + 1).join('')];
    for (const edit of editsOf(word)) {
      const entry = vocabulary.byKey(front + edit + back);
      if (entry) near.add(entry.name);
      if (near.size > 1) return undefined;
    }
  }
  const [only] = near;
  return only === undefined ? undefined : { genres: [only], by: 'spelling' };
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz';
const vowels = 'aeiouy';

function* editsOf(word: string): Iterable<string> {
  for (let at = 2; at <= word.length; at += 1) {
    const [front, back] = [word.slice(0, at), word.slice(at)];
    if (back) yield front + back.slice(1);
    if (back.length > 1) yield front + back.charAt(1) + back.charAt(0) + back.slice(2);
    if (back && vowels.includes(back.charAt(0)))
      for (const vowel of vowels) yield front + vowel + back.slice(1);
    for (const letter of alphabet) yield front + letter + back;
  }
}
