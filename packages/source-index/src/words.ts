const apostrophes = /['\u2018\u2019\u02bc`\u00b4]/g;
const marks = /\p{M}+/gu;
const others = /[^\p{L}\p{N}]+/gu;
/** Editions and guests in brackets: the same work is often filed without them. */
const bracketed = /\s*[([][^)\]]*[)\]]/g;

const signs = /[\p{S}\p{P}]/gu;
/** Letters that no decomposition splits. Another table makes other words: it needs another `indexVersion`. */
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ħ: 'h',
  ŋ: 'n',
  ə: 'a',
};
const unsplit = new RegExp(`[${Object.keys(letters).join('')}]`, 'g');

/**
 * A text as words that are the same however it was typed: `Björk’s` and `bjorks`, `Simon & Garfunkel` with any `and`.
 * Where it has none but in brackets (`÷ (Deluxe)`), its signs are a word.
 */
export function wordsOf(text: string): readonly string[] {
  const words = split(text);
  const telling = words.filter((word) => word !== 'and');
  const all = telling.length > 0 ? telling : words;
  const plain = withoutBrackets(text);
  const bare = plain === text ? words : split(plain);
  return bare.length > 0 ? all : [...signWord(plain), ...all];
}

/** The words of a name, and those that people write for it: `Ke$ha` and kesha, `P!nk` and pink, `AC/DC` and acdc. */
export function nameWordsOf(name: string): readonly string[] {
  const words = wordsOf(name);
  const plain = wordsOf(withoutSigns(name));
  const whole = words.length <= mostJoined ? [words.join('')] : [];
  return [...new Set([...words, ...plain, ...whole])];
}
const mostJoined = 3;

/** Signs that stand for letters between letters. */
export const withoutSigns = (name: string): string =>
  name.replace(/(?<=\p{L})[$!](?=\p{L})|^\$(?=\p{L})/gu, (sign) => (sign === '$' ? 's' : 'i'));

const split = (text: string): readonly string[] =>
  text
    .normalize('NFKD')
    .replace(marks, '')
    .replace(apostrophes, '')
    .toLowerCase()
    .replace(unsplit, (letter) => letters[letter] ?? letter)
    .split(others)
    .filter((word) => word !== '');

/** As letters and digits, because the search takes nothing else for a word. */
function signWord(text: string): readonly string[] {
  const found = text.normalize('NFKD').match(signs) ?? [];
  const word = found.map((sign) => `u${sign.codePointAt(0)?.toString(16)}`).join('');
  return word === '' ? [] : [word];
}

export function withoutBrackets(text: string): string {
  const plain = text.replace(bracketed, '').trim();
  return plain === '' ? text : plain;
}
