import { cyrillic, greek, hangul, kana, latin, smallKana } from './scripts.ts';

/** A text reduced to what two spellings of the same words have in common. */
export interface Folded {
  /** Lower-case Latin words and digits, without punctuation. Where nothing else is left (`÷`), the text itself. */
  readonly words: readonly string[];
  /** The words without spaces: `AC/DC`, `ACDC` and `Ac Dc` are one. */
  readonly compact: string;
  /** It was written in a script that we transliterate: only its sound can be compared. */
  readonly transliterated: boolean;
  /** Characters without a reading of their own (Han): against Latin it cannot be compared at all. */
  readonly opaque: boolean;
}

const foreign = /[\u0370-\u03ff\u0400-\u052f\u1f00-\u1fff\u3040-\u30ff\uac00-\ud7a3]/;
const han = /\p{Script=Han}/u;

export function fold(text: string): Folded {
  const composed = text.normalize('NFKC').toLowerCase();
  const transliterated = foreign.test(composed);
  const read = transliterated ? romanise(composed) : composed;
  let plain = read.normalize('NFKD').replace(/\p{M}+/gu, '');
  if (transliterated) plain = replaceLetters(plain, /[\u0370-\u03ff]/g, greek);
  plain = replaceLetters(plain, /[^\p{ASCII}]|\$/gu, latin)
    .replace(/(\p{L})!(?=\p{L})/gu, '$1i')
    .replace(/['’‘`´ʼ]/g, '')
    .replace(/(?<=(?:^|[^\p{L}])\p{L})\.(?=\p{L}(?:$|[^\p{L}]))/gu, '')
    .replace(/\s*[&+]\s*(?=\S)/g, ' and ');
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? [composed.trim()].filter((rest) => rest !== '');
  return { words, compact: words.join(''), transliterated, opaque: han.test(composed) };
}

/**
 * How it sounds, roughly: the several ways to write the same foreign name become one. Only for texts of which
 * at least one was transliterated; between two Latin spellings it would hide real differences.
 */
export function soundOf(compact: string): string {
  return compact
    .replace(/tch|tsch/g, 'ch')
    .replace(/kh|ch(?=[aou])/g, 'h')
    .replace(/ph/g, 'f')
    .replace(/ts|tz/g, 'c')
    .replace(/ck|k|q/g, 'k')
    .replace(/w/g, 'v')
    .replace(/ou/g, 'u')
    .replace(/[yj]/g, 'i')
    .replace(/(.)\1+/g, '$1');
}

function romanise(text: string): string {
  let out = '';
  let doubled = false;
  for (const original of text) {
    const letter = toKatakana(original);
    if (letter === 'ッ') {
      doubled = true;
      continue;
    }
    const small = smallKana[letter];
    if (small !== undefined) {
      out = out.replace(/[aiueo]$/, '') + small;
      continue;
    }
    if (letter === 'ー') continue;
    const sound = kana[letter] ?? cyrillic[letter] ?? syllable(letter);
    out += sound === undefined ? letter : doubled ? (sound[0] ?? '') + sound : sound;
    doubled = false;
  }
  return out;
}

function toKatakana(letter: string): string {
  const code = letter.charCodeAt(0);
  return code >= 0x3041 && code <= 0x3096 ? String.fromCharCode(code + 0x60) : letter;
}

function syllable(letter: string): string | undefined {
  const index = letter.charCodeAt(0) - 0xac00;
  if (index < 0 || index > 11171) return undefined;
  const initial = hangul.initials[Math.floor(index / 588)] ?? '';
  const vowel = hangul.vowels[Math.floor((index % 588) / 28)] ?? '';
  return initial + vowel + (hangul.finals[index % 28] ?? '');
}

function replaceLetters(
  text: string,
  which: RegExp,
  letters: Readonly<Record<string, string>>,
): string {
  return text.replace(which, (letter) => letters[letter] ?? letter);
}
