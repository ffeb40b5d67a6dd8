import { fold } from '../matching/text/fold.ts';

const longestWord = 64;
/** Han is written without spaces: a name is found by each of its characters and those that follow. */
const longestHanWord = 8;
const mostWords = 40;
const han = /\p{Script=Han}/u;

/** What a search finds an album by: its words, folded as for matching. */
export function wordsOf(texts: readonly string[]): readonly string[] {
  const words = texts.flatMap((text) => fold(text).words.flatMap(withHanParts));
  return [...new Set(words.map((word) => word.slice(0, longestWord)))].slice(0, mostWords);
}

/** What somebody searches for: each is the beginning of a word. */
export function searchedWords(text: string): readonly string[] {
  return [...new Set(fold(text).words.map((word) => word.slice(0, longestWord)))].slice(0, 8);
}

/** What texts are sorted by in lists: without case, marks and punctuation. */
export function sortKey(text: string): string {
  return fold(text).words.join(' ');
}

function withHanParts(word: string): readonly string[] {
  if (!han.test(word)) return [word];
  const letters = [...word];
  return letters.map((_, start) => letters.slice(start, start + longestHanWord).join(''));
}
