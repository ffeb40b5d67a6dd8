const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** The words of a label, without case, accents and punctuation; `&`, `+` and `'n'` are "and". */
export function wordsOf(label: string): readonly string[] {
  return label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => letters[letter] ?? letter)
    .replace(/['’`´‘]n['’`´‘]|[&+]/g, ' and ')
    .replace(/['’`´‘.]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word, at, all) => (word === 'n' && at > 0 && at < all.length - 1 ? 'and' : word));
}

/** What two spellings of one label have in common: "Hip-Hop", "hip hop" and "HipHop" have one key. */
export function keyOf(label: string): string {
  return wordsOf(label).join('');
}
