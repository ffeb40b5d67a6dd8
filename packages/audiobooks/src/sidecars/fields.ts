/** What a sidecar holds of a book, in the words of our fields. */
export const sidecarFields = [
  'title',
  'subtitle',
  'artists',
  'narrator',
  'series',
  'seriespart',
  'genre',
  'tag',
  'year',
  'publisher',
  'description',
  'isbn',
  'asin',
  'language',
  'explicit',
  'abridged',
] as const;
export type SidecarField = (typeof sidecarFields)[number];

export const isSidecarField = (field: string): field is SidecarField =>
  sidecarFields.some((known) => known === field);

/** How one kind of sidecar keeps fields as text. */
export interface SidecarFormat {
  readonly file: string;
  /** Nothing where the text is not of a kind that may be changed: then the file is left alone. */
  read(text: string): Readonly<Record<string, readonly string[]>> | undefined;
  /** The whole file with these fields in place of what they were. `text`: what is there, if anything. */
  write(set: Readonly<Record<string, readonly string[]>>, text: string | undefined): string;
}

export const seriesPairs = (
  series: readonly string[] = [],
  parts: readonly string[] = [],
): readonly (readonly [name: string, part: string])[] =>
  series.map((name, at) => [name, parts[at] ?? ''] as const);
