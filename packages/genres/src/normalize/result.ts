/** What a label is: a genre, a format or quality that can stand beside one ("Acoustic"), or why it is none. */
export type LabelKind = 'genre' | 'quality' | 'mood' | 'place' | 'decade' | 'noise' | 'unknown';

/** How the genres were found, from sure to daring. */
export type FoundBy = 'name' | 'rule' | 'parts' | 'modifier' | 'spelling' | 'head';

export interface NormalizedLabel {
  readonly kind: LabelKind;
  /** The genres that the label names, in its order; empty where it names none. */
  readonly genres: readonly string[];
  /** Everything above these genres, the nearest first. */
  readonly parents: readonly string[];
  /** Countries and peoples that the label names beside the genre: "Swedish Death Metal" has Sweden. */
  readonly regions: readonly string[];
  readonly by?: FoundBy;
}

/** What one step of the search found. */
export interface Found {
  readonly genres: readonly string[];
  readonly by: FoundBy;
  readonly regions?: readonly string[];
}
