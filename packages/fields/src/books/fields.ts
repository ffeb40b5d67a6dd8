/** What can be said of a book. */
export const bookFields = [
  'subtitle',
  'narrator',
  'series',
  'seriespart',
  'publisher',
  'year',
  'description',
  'isbn',
  'asin',
  'language',
  'genre',
  'tag',
  'abridged',
  'explicit',
  'chapter',
] as const;
export type BookField = (typeof bookFields)[number];

/** Of this reading, not of the novel: a source must mean the very recording. */
export const recordingFields: ReadonlySet<BookField> = new Set([
  'narrator',
  'asin',
  'abridged',
  'chapter',
]);

/** How far a source's word carries in a field, 0 to 1, where it is not 0.92. */
const trusts: Readonly<Record<string, Partial<Record<BookField, number>>>> = {
  // What is printed: its edition's year, its ISBN, not the recording's publisher.
  googlebooks: {
    year: 0.7,
    isbn: 0.85,
    publisher: 0.7,
    language: 0.85,
    subtitle: 0.85,
    genre: 0.8,
  },
  audnexus: { year: 0.85, isbn: 0.85, subtitle: 0.85 },
  mam: { language: 0.9 },
};
export const trust = (field: BookField, source: string): number => trusts[source]?.[field] ?? 0.92;
