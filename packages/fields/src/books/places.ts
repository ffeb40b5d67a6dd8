import { plainText, type Subject } from '@earmark/core';
import type { BookField } from './fields.ts';

/** Where a field of a book goes, and how it is spelled there. */
export interface Place {
  /** Left out: to all of the book's targets. */
  readonly targets?: readonly string[];
  spelled(values: readonly string[]): readonly string[];
}

const files = new Set(['tags', 'sidecars']);
const asTheyAre = (values: readonly string[]) => values;
const asText = (values: readonly string[]) => values.map(plainText).filter(Boolean);

/** Files hold text: no HTML in descriptions. Their chapters are part of them, and not to be changed. */
export function placesOf(field: BookField, { targets }: Subject): readonly Place[] {
  if (field !== 'description' && field !== 'chapter') return [{ spelled: asTheyAre }];
  const [inFiles, served] = [true, false].map((isFile) =>
    targets.filter(({ sink }) => files.has(sink) === isFile).map(({ id }) => id),
  );
  const places = [
    ...(field === 'description' ? [{ targets: inFiles ?? [], spelled: asText }] : []),
    { targets: served ?? [], spelled: asTheyAre },
  ];
  return places
    .filter((place) => place.targets.length > 0)
    .map((place) => (place.targets.length === targets.length ? { spelled: place.spelled } : place));
}
