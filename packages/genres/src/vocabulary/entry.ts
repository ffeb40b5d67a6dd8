/** One genre as the data files have it. */
export interface GenreEntry {
  /** As it is written into files: "Drum and Bass". */
  readonly name: string;
  /** The genres that it is a kind of, the closest first. Only the broadest genres have none. */
  readonly parents: readonly string[];
  /** Other ways to write it. Case, accents, spaces, hyphens and "&" make no difference and are not listed. */
  readonly aliases: readonly string[];
  /** A broad genre that people know a shelf by: what "Death Metal" brings along is "Metal". */
  readonly family: boolean;
  /** A format or a quality, such as "Oldies" or "Acoustic": it never takes a style's place and brings no family. */
  readonly quality: boolean;
}
