import { expect, it } from 'vitest';
import type { Candidate, Query } from '../spec.ts';
import { identify, rank } from './index.ts';

const album: Query = { kind: 'album', title: 'Northern Tide', creators: ['The Mere'], year: 1998 };

function answer(source: string, rest: Partial<Candidate> = {}) {
  const candidate = {
    id: source,
    title: album.title,
    creators: album.creators,
    claims: [],
    ...rest,
  };
  return rank({ source, weight: 0.8, query: album, candidates: [candidate] });
}

it('believes more where a second source finds the same work', () => {
  const one = answer('one', { year: 1998 });
  const both = identify('album', [...one, ...answer('two', { title: 'Northern Tide (Deluxe)' })]);
  expect(both.belief).toBeGreaterThan(identify('album', one).belief);
  expect(both.matches.map(({ source }) => source)).toEqual(['one', 'two']);
});

it('believes less where a second source is as sure of another work', () => {
  const one = answer('one', { ids: { 'discogs-master': '1' } });
  const other = answer('two', { ids: { 'discogs-master': '2' } });
  const joined = identify('album', [...one, ...other]);
  expect(joined.belief).toBeLessThan(identify('album', one).belief);
  expect(joined.matches).toHaveLength(1);
});

it('takes a source without a candidate for silence, and nobody at all for no belief', () => {
  const one = answer('one');
  expect(
    identify('album', [
      ...one,
      ...rank({ source: 'two', weight: 1, query: album, candidates: [] }),
    ]),
  ).toEqual(identify('album', one));
  expect(identify('album', [])).toEqual({ belief: 0, matches: [], reasons: [] });
});
