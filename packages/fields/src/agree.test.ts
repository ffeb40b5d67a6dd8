import { expect, test } from 'vitest';
import { agree } from './agree.ts';
import { keyOf } from './key.ts';

const say = (source: string, belief: number, ...values: string[]) => ({ source, belief, values });
const agreed = (...statements: ReturnType<typeof say>[]) => agree(statements, keyOf);

test('where nobody speaks there is nothing', () => {
  expect(agreed()).toBeUndefined();
});

test('those that agree are surer than the surest of them, and never certain', () => {
  expect(agreed(say('a', 0.8, 'X'), say('b', 0.7, 'x'))?.belief).toBeCloseTo(0.94);
  expect(agreed(say('a', 0.6, 'X'), say('b', 0.5, 'x'))?.belief).toBeCloseTo(0.8);
});

test('another answer takes belief away and is told', () => {
  const { belief, values, reasons } = agreed(say('a', 0.8, 'Ace'), say('b', 0.5, 'Sub Pop')) ?? {
    belief: 0,
    values: [],
    reasons: [],
  };
  expect(values).toEqual(['Ace']);
  expect(belief).toBeCloseTo(0.68);
  expect(reasons).toMatchObject([
    { what: 'a says so', source: 'a' },
    { what: 'b says otherwise', source: 'b', detail: 'Sub Pop' },
  ]);
});

test.each([
  [[say('a', 0.9, 'ACE'), say('b', 0.5, 'Ace')], 'Ace'],
  [[say('a', 0.9, 'ABBA')], 'ABBA'],
  [
    [say('a', 0.9, 'Sigur Ros'), say('b', 0.5, 'Sigur Rós'), say('c', 0.4, 'Sigur Rós')],
    'Sigur Rós',
  ],
  [[say('a', 0.5, 'Ágætis byrjun'), say('b', 0.9, 'Ágætis Byrjun')], 'Ágætis Byrjun'],
])('of several spellings the usual one is taken, then one that does not shout: %#', (all, best) => {
  expect(agreed(...all)?.values).toEqual([best]);
});

test('names of punctuation alone are not all the same', () => {
  expect(keyOf(['÷'])).not.toBe(keyOf(['!!!']));
});
