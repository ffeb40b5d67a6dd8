import { expect, it } from 'vitest';
import type { Candidate, Query } from '../spec.ts';
import { identify, rank } from './index.ts';

/** Repeatable noise: a small linear congruential generator. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

const words = [
  'Live',
  'Blue',
  '(Deluxe)',
  'II',
  'Кино',
  'さくら',
  'The',
  'Vol. 3',
  'feat. X',
  '?',
  '',
];

function describe(next: () => number) {
  const pick = () => words[Math.floor(next() * words.length)] ?? '';
  const text = () => Array.from({ length: 1 + Math.floor(next() * 4) }, pick).join(' ');
  return {
    title: text(),
    creators: next() < 0.1 ? [] : [text()],
    ...(next() < 0.5 ? { year: 1950 + Math.floor(next() * 70) } : {}),
    ...(next() < 0.5 ? { label: text(), durationSeconds: next() * 4000 } : {}),
    ...(next() < 0.5 ? { ids: { barcode: text(), 'discogs-master': pick() } } : {}),
    tracks: Array.from({ length: Math.floor(next() * 9) }, (_, at) => ({
      disc: 1,
      position: at + 1,
      title: text(),
      durationSeconds: next() * 300,
    })),
  };
}

it('gives scores between 0 and 1 whose reasons add up, for anything at all', () => {
  const next = numbers(7);
  for (let round = 0; round < 200; round += 1) {
    const kind = (['album', 'track', 'book', 'artist'] as const)[round % 4] ?? 'album';
    const query: Query = { kind, ...describe(next) };
    const candidates: Candidate[] = Array.from({ length: 4 }, (_, id) => ({
      id: `${id}`,
      claims: [],
      searchScore: next(),
      ...describe(next),
    }));
    const matches = rank({ source: 'one', weight: next(), query, candidates });
    expect(matches).toHaveLength(4);
    for (const { score, margin, reasons } of matches) {
      expect(score >= 0 && score <= 1 && margin >= 0 && margin <= 1).toBe(true);
      expect(reasons.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(
        score,
        9,
      );
    }
    const joined = identify(kind, [...matches, ...matches.map((m) => ({ ...m, source: 'two' }))]);
    expect(joined.reasons.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(
      joined.belief,
      9,
    );
  }
});
