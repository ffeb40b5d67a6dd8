const apostrophes = /['\u2018\u2019\u02bc`\u00b4]/g;
const marks = /\p{M}+/gu;
const others = /[^\p{L}\p{N}]+/gu;
/** Editions and guests in brackets: the same work is often filed without them. */
const bracketed = /\s*[([][^)\]]*[)\]]/g;

/** A text as words that are the same however it was typed: `Björk’s` and `bjorks`, `Simon & Garfunkel` with any `and`. */
export function wordsOf(text: string): readonly string[] {
  const words = text
    .normalize('NFKD')
    .replace(marks, '')
    .replace(apostrophes, '')
    .toLowerCase()
    .split(others)
    .filter((word) => word !== '');
  const telling = words.filter((word) => word !== 'and');
  return telling.length > 0 ? telling : words;
}

export function withoutBrackets(text: string): string {
  const plain = text.replace(bracketed, '').trim();
  return plain === '' ? text : plain;
}
