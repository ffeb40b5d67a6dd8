import { expect, test } from 'vitest';
import { scrollFor, windowOf } from './window.ts';

const list = { columns: 1, rowHeight: 40, viewport: 400 };

test('a hundred thousand rows keep a handful in the document', () => {
  const shown = windowOf({ ...list, count: 100_000, scrollTop: 2_000_000 });
  expect(shown.last - shown.first).toBeLessThan(30);
  expect(shown.first).toBeLessThanOrEqual(50_000);
  expect(shown.last).toBeGreaterThan(50_010);
  expect(shown.height).toBe(4_000_000);
});

test('the last rows are reached, and a scroll behind the end shows nothing that is not there', () => {
  expect(windowOf({ ...list, count: 100, scrollTop: 3600 }).last).toBe(100);
  expect(windowOf({ ...list, count: 3, scrollTop: 99_999 })).toMatchObject({ first: 3, last: 3 });
});

test('a grid counts items, not rows', () => {
  const shown = windowOf({ ...list, columns: 4, count: 10, scrollTop: 0 });
  expect(shown).toMatchObject({ first: 0, last: 10, height: 120 });
});

test('an item in sight does not move the list, one outside is brought to its nearer edge', () => {
  const at = (item: number, scrollTop: number) => scrollFor(item, { ...list, scrollTop });
  expect(at(3, 0)).toBe(0);
  expect(at(20, 0)).toBe(440);
  expect(at(0, 1000)).toBe(0);
});
