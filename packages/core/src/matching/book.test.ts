import { expect, it } from 'vitest';
import type { Candidate, Query } from '../spec.ts';
import { rank } from './index.ts';

const book: Query = {
  kind: 'book',
  title: 'The Salt Archive: A Novel',
  creators: ['Ada Holm'],
  narrators: ['Jon Rask'],
  durationSeconds: 36_000,
  series: [{ name: 'Coastline', sequence: 'Book 2' }],
};

function score(rest: Partial<Candidate>, query = book): number {
  const candidate = {
    id: 'x',
    title: 'Salt Archive',
    creators: ['Holm, Ada'],
    claims: [],
    ...rest,
  };
  return rank({ source: 's', weight: 1, query, candidates: [candidate] })[0]?.score ?? -1;
}

it('knows a reading by its narrator and its length', () => {
  expect(score({ narrators: ['Jon Rask'], durationSeconds: 36_100 })).toBeGreaterThan(0.98);
  expect(score({ narrators: ['Mia Lund'], durationSeconds: 29_000 })).toBeLessThan(0.5);
});

it('does not take another part of the series, nor an abridged reading', () => {
  const right = { narrators: ['Jon Rask'], durationSeconds: 36_000 };
  const part = (sequence: string) => score({ ...right, series: [{ name: 'Coastline', sequence }] });
  expect(part('2.0')).toBeGreaterThan(0.98);
  expect(part('3')).toBeLessThan(0.6);
  expect(score({ title: 'Salt Archive (Abridged)', durationSeconds: 15_000 })).toBeLessThan(0.1);
  expect(score({ ...right, title: 'Salt Archive (Unabridged)' })).toBeGreaterThan(0.98);
});

it('lets an ASIN or either form of an ISBN decide', () => {
  const bare: Query = {
    kind: 'book',
    title: 'Salt',
    creators: [],
    ids: { asin: 'B00ABC', isbn10: '0306406152' },
  };
  const none = score({}, bare);
  expect(score({ ids: { asin: 'b00abc' } }, bare)).toBeGreaterThan(none + 0.3);
  expect(score({ ids: { isbn13: '978-0-306-40615-7' } }, bare)).toBeGreaterThan(none + 0.2);
});
