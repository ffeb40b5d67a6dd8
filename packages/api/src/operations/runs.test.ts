import { pipeline, type Recipe } from '@earmark/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHouse, type House } from '../__tests__/house.ts';

let house: House;
let key: string;
/** It writes, and goes on until it is stopped. */
const writer: Recipe = {
  name: 'writer',
  pipeline: () =>
    pipeline({
      name: 'writer',
      writes: true,
      async *start({ signal }) {
        yield 1;
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      },
    }),
};
beforeAll(async () => {
  house = await createHouse({ recipes: [writer] });
  ({ key } = await house.setUp());
});
afterAll(() => house.close());

test('a run that cannot begin, as another one writes, is refused and not promised', async () => {
  const start = () => house.ask('/api/runs', { key, body: { recipe: 'writer' } });
  const first = await start();
  expect(first.status).toBe(202);
  const second = await start();
  expect([second.status, await second.json()]).toEqual([
    423,
    expect.objectContaining({ code: 'locked' }),
  ]);
  const { run } = (await first.json()) as { readonly run: string };
  const stopped = await house.ask(`/api/runs/${run}/stop`, { key, method: 'POST' });
  expect(stopped.status).toBe(202);
});
