import { expect, test } from 'vitest';
import { albumQueryOf } from './album-filter.ts';

test.each([
  ['1994', [1994, 1994]],
  ['1990-1999', [1990, 1999]],
  ['1990-', [1990]],
  ['-1989', [undefined, 1989]],
])('the years %s are a span', async (years, span) => {
  expect(await albumQueryOf([], { years })).toEqual({ years: span });
});

test('words, shares and dates become the query of the lists', async () => {
  const flags = { above: '80', healthBelow: '50', changedSince: '2026-01-31', locked: true };
  const more = { silent: 'discogs', issue: 'mojibake' };
  expect(await albumQueryOf(['kid', 'a'], { ...flags, ...more })).toEqual({
    text: 'kid a',
    confidence: [0.8, 1],
    health: [0, 0.5],
    changedSince: Date.UTC(2026, 0, 31),
    locked: true,
    silent: 'discogs',
    issue: 'mojibake',
  });
});

test.each([
  [{ years: 'often' }, '--years is a year or a span'],
  [{ years: '-' }, '--years is a year or a span'],
  [{ changedSince: 'soon' }, '--changed-since is a date'],
  [{ above: '120' }, '--above'],
  [{ issue: 'odd' }, 'Unknown kind "odd". Valid kinds: '],
  [{ issue: 'mojibake,all-caps' }, '--issue is one kind'],
])('%j is refused', async (flags, message) => {
  await expect(albumQueryOf([], flags)).rejects.toThrow(message);
});
