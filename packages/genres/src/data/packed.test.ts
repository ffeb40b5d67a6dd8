import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pack, unpack, type Written } from './packed.ts';

const folder = new URL('genres/', import.meta.url);

test.each(readdirSync(folder))('%s is the same after it was packed', (name) => {
  const genres: readonly Written[] = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
  const text = pack(genres);
  expect(unpack(text)).toEqual(genres);
  expect(text.length).toBeLessThan(JSON.stringify(genres).length * 0.6);
});
