import { expect, test } from 'vitest';
import { inTurn, passAfter } from './fairness.ts';

/** Lets accounts that always have work take turns, each of `items`. */
function takeTurns(priorities: readonly number[], turns: number, items = 100) {
  const all = priorities.map((priority, index) => ({
    name: `a${index}`,
    priority,
    pass: 0,
    since: 0,
  }));
  const had = new Map<string, number>();
  for (let turn = 0; turn < turns; turn += 1) {
    const [next] = inTurn(all, 0);
    if (!next) break;
    next.pass = passAfter(next.pass, next.priority, items);
    had.set(next.name, (had.get(next.name) ?? 0) + 1);
  }
  return all.map(({ name }) => had.get(name) ?? 0);
}

test('work is shared by priority', () => {
  expect(takeTurns([1, 2, 5], 80)).toEqual([10, 20, 50]);
});

test('of a hundred accounts none is left out', () => {
  const shares = takeTurns(
    Array.from({ length: 100 }, (_, index) => (index % 10) + 1),
    5500,
  );
  expect(Math.min(...shares)).toBeGreaterThanOrEqual(9);
});

test('whoever has waited long goes before a larger priority', () => {
  const hour = 3_600_000;
  const low = { name: 'low', priority: 1, pass: 1000, since: 0 };
  const high = { name: 'high', priority: 10, pass: 100, since: 5 * hour };
  expect(inTurn([low, high], 3 * hour)[0]).toBe(high);
  expect(inTurn([low, high], 6 * hour)[0]).toBe(low);
});
