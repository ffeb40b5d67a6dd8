import { type FieldName, fieldInfos, languageName } from '@earmark/core';
import { keyOfText } from '../key.ts';

/** What a value must be to be one; text that says nothing (`[no label]`) is none. */
const checks: Partial<Readonly<Record<FieldName, (text: string) => string | undefined>>> = {
  barcode,
  isrc: (text) => matching(/^[A-Z]{2}[A-Z\d]{3}\d{7}$/, text.replace(/[\s-]/g, '').toUpperCase()),
  date: (text) => matching(/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/, text),
  originaldate: (text) => matching(/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/, text),
  label: (text) => (/^(?:\[?no(?:ne| label)?\]?$|not on label)/i.test(text) ? undefined : text),
  catalognumber: (text) => (/^\[?none\]?$/i.test(text) ? undefined : text),
  discogs_releaseid: (text) => matching(/^[1-9]\d*$/, text),
  discogs_masterid: (text) => matching(/^[1-9]\d*$/, text),
};

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** A value as it would be written; nothing where it is none. Quotes and hyphens are those of the keyboard, whoever speaks. */
export function checkedValue(field: FieldName, said: string): string | undefined {
  const text = said.trim().replace(/\s+/g, ' ');
  if (text === '') return undefined;
  if (field.startsWith('musicbrainz_')) return matching(uuid, text.toLowerCase());
  const check = checks[field];
  const value = check ? check(text) : text;
  return fieldInfos[field].form === 'text' ? value && plain(value) : value;
}

/** What two spellings have in common. Dates agree where their years do: one may say more than the other. */
export function keyOfValue(field: FieldName, values: readonly string[]): string {
  return values.map((value) => keyOfOne(field, value)).join('|');
}

function keyOfOne(field: FieldName, value: string): string {
  if (fieldInfos[field].form === 'date') return value.slice(0, 4);
  // A UPC is an EAN that begins with 0.
  if (field === 'barcode') return value.replace(/\D/g, '').replace(/^0+/, '');
  if (field === 'language') return keyOfText(languageName(value) ?? value);
  if (field === 'label') return keyOfText(value.replace(/\s+(?:records|recordings|music)$/i, ''));
  return keyOfText(value);
}

const plain = (text: string) =>
  text.replace(/[‘’ʼ]/g, "'").replace(/[“”]/g, '"').replace(/[‐‑]/g, '-').replace(/…/g, '...');

const matching = (pattern: RegExp, text: string) => (pattern.test(text) ? text : undefined);

/** EAN-8, UPC, EAN-13 or EAN-14 with a check digit that is right. */
function barcode(text: string): string | undefined {
  const digits = text.replace(/[\s-]/g, '');
  if (!/^(?:\d{8}|\d{12,14})$/.test(digits) || /^0+$/.test(digits)) return undefined;
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0 ? digits : undefined;
}
