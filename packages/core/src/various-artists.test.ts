import { expect, it } from 'vitest';
import { isVariousArtists } from './various-artists.ts';

it.each([
  'Various Artists',
  'various',
  'VA',
  'V.A.',
  'V/A',
  'Verschiedene Interpreten',
  'Artistes Variés',
  'Vários Artistas',
  'AA.VV.',
  'Różni Wykonawcy',
  'Разные исполнители',
])('%s is a credit of many artists', (credit) => {
  expect(isVariousArtists(credit)).toBe(true);
});

it.each(['', 'Vast', 'Various Production', 'Soundtrack', 'Unknown Artist', 'Diversion'])(
  '"%s" is not',
  (credit) => {
    expect(isVariousArtists(credit)).toBe(false);
  },
);
