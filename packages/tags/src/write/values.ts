import { EarmarkError, type Fields, fieldInfos, isFieldName } from '@earmark/core';

/** What is wanted, in the form it is compared and written in: empty values are no values. */
export function normalSet(set: Fields): Fields {
  return Object.fromEntries(
    Object.entries(set).map(([field, values]) => [
      field,
      values.filter((value) => value.trim() !== '').map((value) => checked(field, value)),
    ]),
  );
}

function checked(field: string, value: string): string {
  if (value.includes('\0') || !value.isWellFormed())
    throw new EarmarkError(
      'unsupported',
      `${field}: a value with a NUL or half a character cannot be written`,
    );
  return value;
}

export function sameValues(field: string, a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, at) => sameValue(field, value, b[at] ?? ''));
}

function sameValue(field: string, a: string, b: string): boolean {
  if (a === b || a.normalize('NFC') === b.normalize('NFC')) return true;
  const form = isFieldName(field) ? fieldInfos[field].form : 'text';
  return form === 'number' && /^\d+$/.test(a) && /^\d+$/.test(b) && Number(a) === Number(b);
}

export function valuesOf(fields: Fields, field: string): readonly string[] {
  return fields[field] ?? [];
}
