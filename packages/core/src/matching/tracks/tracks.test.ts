import { describe, expect, it } from 'vitest';
import { prepare } from '../prepare.ts';
import { assign } from './assign.ts';
import { pairTracks } from './compare.ts';

describe('assign', () => {
  it('finds the cheapest assignment that trying all of them finds', () => {
    let state = 5;
    const next = () => {
      state = (state * 48271) % 2147483647;
      return (state % 100) / 100;
    };
    for (const [rows, columns] of [
      [1, 1],
      [3, 3],
      [3, 5],
      [5, 3],
      [6, 6],
    ] as const) {
      for (let round = 0; round < 10; round += 1) {
        const costs = Array.from({ length: rows }, () => Array.from({ length: columns }, next));
        const found = assign(costs);
        const used = found.filter((column) => column >= 0);
        expect(new Set(used).size).toBe(Math.min(rows, columns));
        expect(used).toHaveLength(Math.min(rows, columns));
        expect(costOf(costs, found)).toBeCloseTo(cheapest(costs), 9);
      }
    }
  });

  it('assigns nobody where there is nothing', () => {
    expect(assign([])).toEqual([]);
    expect(assign([[], []])).toEqual([-1, -1]);
  });
});

describe('pairTracks', () => {
  const tracks = (...titles: readonly string[]) =>
    prepare(
      {
        title: 'x',
        creators: [],
        tracks: titles.map((title, at) => ({ disc: 1, position: at + 1, title })),
      },
      'album',
    ).tracks;
  const pairs = (a: ReturnType<typeof tracks>, b: ReturnType<typeof tracks>) =>
    pairTracks(a, b).map(({ query, candidate }) => [query, candidate]);

  it('follows tracks that moved, with one missing and one more', () => {
    const here = tracks('Undertow', 'Glass Harbor', 'Winter Letters');
    const there = tracks('Intro', 'Winter Letters', 'Undertow', 'Glass Harbour');
    expect(pairs(here, there)).toEqual([
      [0, 2],
      [1, 3],
      [2, 1],
    ]);
  });

  it('tells twins apart by their position', () => {
    expect(
      pairs(
        tracks('Interlude', 'A Song', 'Interlude'),
        tracks('Interlude', 'Another', 'Interlude'),
      ),
    ).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
  });

  it('goes by position where nothing has a title', () => {
    expect(pairs(tracks('Track 1', 'Track 2'), tracks('Undertow', 'Intro'))).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });
});

function costOf(costs: readonly (readonly number[])[], columns: readonly number[]): number {
  return columns.reduce((sum, column, row) => sum + (costs[row]?.[column] ?? 0), 0);
}

function cheapest(costs: readonly (readonly number[])[]): number {
  const columns = costs[0]?.length ?? 0;
  const skip = Math.max(0, costs.length - columns);
  const search = (row: number, taken: ReadonlySet<number>, skipped: number): number => {
    if (row === costs.length) return 0;
    let best = skipped < skip ? search(row + 1, taken, skipped + 1) : Number.POSITIVE_INFINITY;
    for (let column = 0; column < columns; column += 1) {
      if (taken.has(column)) continue;
      const rest = search(row + 1, new Set([...taken, column]), skipped);
      best = Math.min(best, (costs[row]?.[column] ?? 0) + rest);
    }
    return best;
  };
  return search(0, new Set(), 0);
}
