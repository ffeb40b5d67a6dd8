/**
 * What two spellings of one name have in common: no case, accents, punctuation or leading article. Only Latin
 * accents go: in Japanese the voicing mark makes another letter.
 */
export function likeness(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/^the\s+(?=\S)/u, '')
    .replace(/,\s*the$/u, '')
    .replace(/\s*[&+]\s*(?=\S)/gu, ' and ')
    .replace(/ß/gu, 'ss')
    .replace(/ø/gu, 'o')
    .replace(/æ/gu, 'ae');
  return plain.replace(/[^\p{L}\p{N}\p{M}]+/gu, '') || text.trim();
}

const edition =
  /\s*[[(][^\])]*\b(?:deluxe|expanded|remaster(?:ed)?|anniversary|edition|bonus|reissue|mono|stereo|explicit|clean|disc \d+|cd ?\d+)\b[^\])]*[\])]/giu;

/** A title without what names the pressing: `Kid A (Deluxe Edition)` is `Kid A`. */
export function withoutEdition(title: string): string {
  const bare = title.replace(edition, '').replace(/\s+-\s+(?:\d{4}\s+)?remaster(?:ed)?$/iu, '');
  return bare.trim() === '' ? title : bare;
}

/** FNV-1a: small enough to keep one for every track of a library. */
export function hash32(text: string): number {
  let hash = 2166136261;
  for (let at = 0; at < text.length; at++)
    hash = Math.imul(hash ^ text.charCodeAt(at), 16777619) >>> 0;
  return hash;
}
