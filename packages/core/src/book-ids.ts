/**
 * Numbers of books, checked: libraries, tags and sites hold much that is none. An ISBN names a work or an edition,
 * mostly a printed one; an ASIN names a recording as one shop sells it.
 */

/** The thirteen digits of an ISBN-10 or ISBN-13, however it is written; nothing where its check digit is wrong. */
export function isbn13(text: string): string | undefined {
  const digits = text
    .replace(/^(?:urn:)?isbn(?:-?1[03])?:?/i, '')
    .replace(/[\s‐-―-]/g, '')
    .toUpperCase();
  if (/^97[89]\d{10}$/.test(digits))
    return checkDigit13(digits) === digits[12] ? digits : undefined;
  if (!/^\d{9}[\dX]$/.test(digits)) return undefined;
  const sum = [...digits].reduce(
    (total, digit, at) => total + (10 - at) * (digit === 'X' ? 10 : Number(digit)),
    0,
  );
  if (sum % 11 !== 0) return undefined;
  const core = `978${digits.slice(0, 9)}`;
  return `${core}${checkDigit13(core)}`;
}

/** Upper-case. `B` and nine letters or digits; older recordings have an ISBN-10. */
export function asin(text: string): string | undefined {
  const id = text.trim().toUpperCase();
  // A word of ten letters is no number.
  if (/^B(?=[A-Z\d]*\d)[A-Z\d]{9}$/.test(id)) return id;
  return /^\d{9}[\dX]$/.test(id) && isbn13(id) !== undefined ? id : undefined;
}

function checkDigit13(digits: string): string {
  const sum = [...digits.slice(0, 12)].reduce(
    (total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3),
    0,
  );
  return String((10 - (sum % 10)) % 10);
}
