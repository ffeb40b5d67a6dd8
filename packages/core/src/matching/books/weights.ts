import type { Curve } from '../evidence/evidence.ts';

/** What each piece of evidence says of a book, as logarithms of odds. Set by judgement, checked with `bench/matching/books.ts`. */
export const bookWeights = {
  title: [
    [0.4, -5],
    [0.6, -3],
    [0.75, -1],
    [0.85, 0.9],
    [0.9, 1.9],
    [0.95, 2.6],
    [1, 3.2],
  ],
  /** A number and its word, a title and its place in the series: likely, and for a person to say. */
  otherwise: 0.2,
  number: -4.5,
  common: -0.4,
  nature: -6,
  samePlace: 0.8,
  otherPlace: -6.5,
  creators: [
    [0.35, -5.5],
    [0.6, -3],
    [0.75, -0.3],
    [0.85, 1.2],
    [0.95, 2],
    [1, 2.3],
  ],
  penName: -0.4,
  narrators: [
    [0.4, -2.5],
    [0.7, -0.3],
    [0.9, 1.5],
    [1, 2],
  ],
  language: -7,
  duration: [
    [0, 2.2],
    [0.005, 2.2],
    [0.01, 1.5],
    [0.03, 0.6],
    [0.06, -0.8],
    [0.1, -2.2],
    [0.25, -4],
    [0.5, -5],
  ],
} as const satisfies Record<string, Curve | number>;
