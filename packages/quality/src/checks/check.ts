import type { CheckedAlbum, Found } from '../issue.ts';
import type { Settings } from '../options.ts';
import { checkCaps } from './all-caps.ts';
import { createArtistGenreCheck } from './artist-genres.ts';
import { createArtistCheck } from './artists.ts';
import { checkCompleteness } from './completeness.ts';
import { createDuplicateCheck } from './duplicates.ts';
import { checkFiles } from './files.ts';
import { checkGenres } from './genres.ts';
import { checkMixed } from './mixed.ts';
import { checkNumbering } from './numbering.ts';
import { checkPlaceholders } from './placeholders.ts';
import { checkText } from './text.ts';

/** Looks at one album. */
export type AlbumCheck = (album: CheckedAlbum, settings: Settings) => Iterable<Found>;

/** Compares albums with each other: remembers a little of each, and speaks at the end. */
export interface LibraryWideCheck {
  add(album: CheckedAlbum): void;
  /** `again` gives an album that was added, or nothing where it can't be had a second time. */
  end(again: (id: string) => Promise<CheckedAlbum | undefined>): AsyncIterable<FoundIn>;
}
export interface FoundIn extends Found {
  readonly album: Pick<CheckedAlbum, 'id' | 'title' | 'creators'>;
  /** How many files that album has. */
  readonly of: number;
}

export const albumChecks: readonly AlbumCheck[] = [
  checkFiles,
  checkText,
  checkPlaceholders,
  checkCaps,
  checkCompleteness,
  checkNumbering,
  checkMixed,
  checkGenres,
];

export const libraryWideChecks: readonly (() => LibraryWideCheck)[] = [
  createArtistCheck,
  createArtistGenreCheck,
  createDuplicateCheck,
];
