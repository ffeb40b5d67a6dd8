import type { Subject } from '@earmark/core';
import { keyOf } from '../text/key.ts';

const names = new Set(
  [
    'Various Artists',
    'Various',
    'VA',
    'V.A.',
    'V/A',
    'Verschiedene',
    'Verschiedene Interpreten',
    'Artistes Divers',
    'Artistes Variés',
    'Varios Artistas',
    'Varios',
    'Artisti Vari',
    'Vários Artistas',
    'Diverse',
    'Diverse Artister',
    'Diverse Artiesten',
    'Różni Wykonawcy',
    'Soundtrack',
    'Original Soundtrack',
  ].map(keyOf),
);

/** An album of many artists: what is said of one of them says nothing about it. */
export function isVarious({ creators }: Subject): boolean {
  return creators.length === 0 || creators.some((creator) => names.has(keyOf(creator)));
}
