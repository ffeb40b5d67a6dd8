import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import modifiers from './modifiers.json' with { type: 'json' };
import { pack, packLists, unpack, unpackLists, type Written } from './packed.ts';
import regions from './regions.json' with { type: 'json' };

const folder = new URL('genres/', import.meta.url);

test.each(readdirSync(folder))('%s is the same after it was packed', (name) => {
  const genres: readonly Written[] = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
  const text = pack(genres);
  expect(unpack(text)).toEqual(genres);
  expect(text.length).toBeLessThan(JSON.stringify(genres).length * 0.6);
});

test.each([
  ['modifiers', modifiers.map(({ word, adds }) => [word, adds] as const)],
  ['regions', regions.map(({ name, words }) => [name, words] as const)],
])('%s are the same after they were packed', (_name, lists) => {
  expect(unpackLists(packLists(lists))).toEqual(lists);
});
