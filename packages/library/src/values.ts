import type { CatalogueFile, FieldName } from '@earmark/core';

type Tagged = Pick<CatalogueFile, 'fields'>;

export const first = (file: Tagged, field: FieldName): string | undefined =>
  file.fields[field]?.find((value) => value.trim() !== '');

export const all = (file: Tagged, field: FieldName): readonly string[] =>
  (file.fields[field] ?? []).filter((value) => value.trim() !== '');

export function numberOf(value: string | undefined): number | undefined {
  const digits = /^\s*(\d{1,5})/u.exec(value ?? '')?.[1];
  return digits === undefined || Number(digits) === 0 ? undefined : Number(digits);
}

export function yearOf(value: string | undefined): number | undefined {
  const year = Number(/^\d{4}/u.exec(value ?? '')?.[0]);
  return year >= 1000 ? year : undefined;
}

/** What two spellings of one name have in common. */
export const norm = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim() || text.trim();

/** The value most often given; of equals the one that came first. */
export function commonest<T extends string | number>(
  values: Iterable<T | undefined>,
): { readonly value: T; readonly count: number } | undefined {
  const counts = new Map<T, number>();
  for (const value of values)
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: { value: T; count: number } | undefined;
  for (const [value, count] of counts) if (!best || count > best.count) best = { value, count };
  return best;
}

export function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
