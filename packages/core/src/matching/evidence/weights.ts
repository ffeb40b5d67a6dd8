import type { Curve } from './evidence.ts';

/**
 * How much each piece of evidence says, as logarithms of odds. Set by judgement, checked with `bench/matching`
 * on its tuning seeds. Curves map a similarity or a share, 0 to 1, to a weight.
 */
export const weights = {
  /** What a search result is worth before anything was compared. */
  prior: -3,
  title: [
    [0.4, -5],
    [0.6, -2.5],
    [0.75, -0.5],
    [0.85, 1.2],
    [0.95, 2.5],
    [1, 3],
  ],
  /** Many artists have a work of this name. */
  commonTitle: -1.2,
  numbersConflict: -4.5,
  numberMissing: -2.5,
  natureConflict: -6,
  /** A source files it as live while neither title says so. */
  natureUntold: -0.8,
  creators: [
    [0.35, -5.5],
    [0.6, -3],
    [0.75, -0.3],
    [0.85, 1.2],
    [0.95, 2],
    [1, 2.3],
  ],
  bothVarious: 0.7,
  oneVarious: -2.8,
  /** The other's name is in the title or on the tracks: composer here, performer there. */
  creatorElsewhere: -0.3,
  trackTitles: [
    [0, -8],
    [0.3, -5.5],
    [0.55, -2],
    [0.7, 0.3],
    [0.85, 2.2],
    [1, 4],
  ],
  trackCreators: [
    [0.4, -3],
    [0.7, -0.5],
    [0.85, 0.8],
    [1, 1.8],
  ],
  durations: [
    [0, -7],
    [0.25, -4],
    [0.5, -1.2],
    [0.7, 0.4],
    [0.85, 1.4],
    [1, 2.4],
  ],
  trackCount: [
    [0, -7],
    [0.2, -5],
    [0.35, -3],
    [0.5, -1.2],
    [0.65, -0.4],
    [0.8, 0.1],
    [0.95, 0.5],
    [1, 0.8],
  ],
  type: { same: 0.3, different: -2 },
  year: { same: 0.7, near: 0.3, reissue: -0.1, later: -0.8 },
  label: { same: 0.4, different: -0.1 },
  editionMark: { same: 0.3, different: -0.25 },
  searchScore: [
    [0, -0.5],
    [0.5, 0],
    [1, 0.3],
  ],
  totalDuration: [
    [0, 2.2],
    [0.01, 2],
    [0.03, 0.8],
    [0.06, -0.3],
    [0.15, -2],
    [0.4, -4],
  ],
  recordingIds: [
    [0, -1.2],
    [0.3, 0.5],
    [0.7, 3],
    [1, 5],
  ],
  /** All preferences together, at most. */
  preferences: 0.1,
} as const satisfies Record<string, Curve | number | Readonly<Record<string, number>>>;

/**
 * Identifiers by scheme: what agreement and conflict are worth. Those of an edition differ between pressings of
 * one work, so their conflict says little; those of a work veto.
 */
export const identifiers: Readonly<
  Record<
    string,
    { readonly same: number; readonly conflict: number; readonly of: 'work' | 'edition' }
  >
> = {
  'musicbrainz-release-group': { same: 9, conflict: -7, of: 'work' },
  'musicbrainz-release': { same: 9, conflict: 0, of: 'edition' },
  'musicbrainz-recording': { same: 9, conflict: -3, of: 'work' },
  'musicbrainz-work': { same: 4, conflict: -3, of: 'work' },
  'musicbrainz-artist': { same: 2, conflict: -2, of: 'work' },
  'discogs-master': { same: 9, conflict: -7, of: 'work' },
  'discogs-release': { same: 9, conflict: 0, of: 'edition' },
  'discogs-artist': { same: 2, conflict: -1.5, of: 'work' },
  'spotify-album': { same: 8, conflict: 0, of: 'edition' },
  'deezer-album': { same: 8, conflict: 0, of: 'edition' },
  isrc: { same: 7, conflict: -1, of: 'work' },
  barcode: { same: 7, conflict: -0.4, of: 'edition' },
  upc: { same: 7, conflict: -0.4, of: 'edition' },
  ean: { same: 7, conflict: -0.4, of: 'edition' },
  asin: { same: 7, conflict: -2.5, of: 'edition' },
  isbn: { same: 6, conflict: -0.6, of: 'edition' },
  isbn10: { same: 6, conflict: -0.6, of: 'edition' },
  isbn13: { same: 6, conflict: -0.6, of: 'edition' },
};
