import type { Severity } from './issue.ts';

export interface KindInfo {
  readonly severity: Severity;
  /** What an album loses of its 100 points where all its files have it. */
  readonly points: number;
  /** How much a fix is to be believed, 0 to 1: our judgement, not a measurement. Kinds without it have no fix. */
  readonly belief?: number;
  readonly meaning: string;
}

/** Every kind of issue, in the order in which they are reported. */
export const kinds = {
  'broken-file': { severity: 'error', points: 100, meaning: 'no reader understands the file' },
  'damaged-sound': {
    severity: 'error',
    points: 60,
    meaning: 'sound that ends too early, or cannot be decoded',
  },
  'unsafe-tags': {
    severity: 'warning',
    points: 10,
    meaning: 'tags that are not fully understood, so that they are never written',
  },
  'odd-duration': { severity: 'warning', points: 20, meaning: 'no sound, or hardly any' },
  mojibake: {
    severity: 'warning',
    points: 15,
    belief: 0.93,
    meaning: 'text that was read in the wrong character set',
  },
  'control-characters': {
    severity: 'warning',
    points: 8,
    belief: 0.99,
    meaning: 'invisible characters in a line of text',
  },
  'untidy-spaces': {
    severity: 'info',
    points: 3,
    belief: 0.99,
    meaning: 'spaces at the ends, or several in a row',
  },
  'html-entities': { severity: 'warning', points: 6, belief: 0.93, meaning: '&amp; and the like' },
  'joined-values': {
    severity: 'warning',
    points: 6,
    belief: 0.88,
    meaning: 'several values in one: "Rock; Pop"',
  },
  placeholder: {
    severity: 'warning',
    points: 10,
    meaning: 'a word that stands for nothing: "Unknown Artist", "Track 01"',
  },
  'all-caps': { severity: 'info', points: 2, meaning: 'all titles in capitals' },
  'missing-field': {
    severity: 'warning',
    points: 10,
    meaning: 'a field that every file should have (points differ by field)',
  },
  'missing-tracks': { severity: 'warning', points: 10, meaning: 'gaps in the numbering' },
  'duplicate-tracks': { severity: 'warning', points: 10, meaning: 'one number more than once' },
  'wrong-totals': {
    severity: 'info',
    points: 2,
    belief: 0.85,
    meaning: 'the number of tracks is not what the tags say',
  },
  'mixed-values': {
    severity: 'warning',
    points: 8,
    belief: 0.82,
    meaning: 'the files of one album name several albums, album artists or years',
  },
  'placeholder-genre': {
    severity: 'warning',
    points: 8,
    belief: 0.85,
    meaning: 'a genre that says nothing: "Other"',
  },
  'unknown-genre': {
    severity: 'info',
    points: 3,
    meaning: 'a genre that the given vocabulary does not know',
  },
  'many-genres': { severity: 'info', points: 2, meaning: 'more genres than tell anything' },
  'missing-art': { severity: 'info', points: 5, meaning: 'no picture in the file' },
  'artist-spelling': {
    severity: 'warning',
    points: 5,
    belief: 0.82,
    meaning: 'an artist who is spelled differently elsewhere',
  },
  'odd-genres': {
    severity: 'info',
    points: 2,
    meaning: 'genres that no other album of the artist has, though those agree',
  },
  'duplicate-album': {
    severity: 'warning',
    points: 10,
    meaning: 'the same album is in the library twice',
  },
} as const satisfies Readonly<Record<string, KindInfo>>;

export type IssueKind = keyof typeof kinds;
export const kindNames = Object.keys(kinds) as readonly IssueKind[];
export const kindInfo = (kind: IssueKind): KindInfo => kinds[kind];
export const isIssueKind = (name: string): name is IssueKind => Object.hasOwn(kinds, name);
