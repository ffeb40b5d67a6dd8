import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHouse, type House } from '../__tests__/house.ts';

let house: House;
let key: string;
beforeAll(async () => {
  house = await createHouse();
  ({ key } = await house.setUp());
});
afterAll(() => house.close());

test('labels are told what they become, and how that was found', async () => {
  const answer = await house.ask('/api/genres/normalize', {
    key,
    body: { labels: ['dnb', 'Swedish Death Metal', 'seen live', 'Jaz'] },
  });
  const { labels } = (await answer.json()) as { readonly labels: readonly object[] };
  expect(labels).toMatchObject([
    { input: 'dnb', kind: 'genre', genres: ['Drum and Bass'] },
    { genres: ['Death Metal'], regions: ['Sweden'], by: 'modifier' },
    { kind: 'noise', genres: [] },
    { kind: 'unknown', genres: [], suggestion: 'Jazz' },
  ]);
});

test('the vocabulary has every genre once, with what stands above it', async () => {
  const answer = await house.ask('/api/genres', { key });
  const { items } = (await answer.json()) as {
    readonly items: readonly { readonly name: string; readonly parents: readonly string[] }[];
  };
  const names = items.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(1500);
  expect(items.find(({ name }) => name === 'Death Metal')?.parents).toEqual(['Extreme Metal']);
});
