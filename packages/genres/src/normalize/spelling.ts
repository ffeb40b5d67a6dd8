import type { Lexicon } from './lexicon.ts';
import type { Found } from './result.ts';

/** Shorter names have too many neighbours: "rock" and "rack" are words of their own. */
const shortest = 8;

/** A long label with one letter wrong, missing, too many or swapped, where only one genre is that near. */
export function findMisspelled(key: string, { vocabulary }: Lexicon): Found | undefined {
  if (key.length < shortest) return undefined;
  const near = new Set<string>();
  for (const edit of editsOf(key)) {
    const entry = vocabulary.byKey(edit);
    if (entry) near.add(entry.name);
    if (near.size > 1) return undefined;
  }
  const [only] = near;
  return only === undefined ? undefined : { genres: [only], by: 'spelling' };
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz';

function* editsOf(key: string): Iterable<string> {
  for (let at = 0; at <= key.length; at += 1) {
    const [front, back] = [key.slice(0, at), key.slice(at)];
    if (back) yield front + back.slice(1);
    if (back.length > 1) yield front + back.charAt(1) + back.charAt(0) + back.slice(2);
    for (const letter of alphabet) {
      if (back) yield front + letter + back.slice(1);
      yield front + letter + back;
    }
  }
}
