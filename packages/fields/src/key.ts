/** What two spellings of the same have in common: no case, accents or punctuation, unless nothing else is left. */
export const keyOf = (values: readonly string[]): string => values.map(keyOfText).join('|');

export function keyOfText(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[^\p{L}\p{N}]/gu, '') || plain.trim();
}
