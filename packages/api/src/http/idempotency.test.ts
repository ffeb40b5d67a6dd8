import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHouse, type House } from '../__tests__/house.ts';

let house: House;
let key: string;
beforeAll(async () => {
  house = await createHouse({ albums: { default: ['An album'] } });
  ({ key } = await house.setUp());
  const { reviews } = await house.earmark.store();
  await reviews.queue({
    decision: 'd1',
    subject: 'default-0',
    title: 'An album',
    field: 'genre',
    before: [],
    after: ['Rock'],
    confidence: 0.9,
    band: 'review',
    queuedAt: 1,
    status: 'pending',
  });
});
afterAll(() => house.close());

const answer = (verdict: string, idempotency: string) =>
  house.ask('/api/reviews/d1/answer', {
    key,
    body: { verdict },
    headers: { 'idempotency-key': idempotency },
  });

test('the same request with the same key gets the first answer again, another request is refused', async () => {
  const first = await answer('accepted', 'k1');
  expect(first.status).toBe(200);
  const again = await answer('accepted', 'k1');
  expect([again.status, await again.json()]).toEqual([200, await first.json()]);
  expect((await answer('rejected', 'k1')).status).toBe(422);
});

test('an answer is taken back while it is not written, and then waits again', async () => {
  expect((await house.ask('/api/reviews/d1/answer', { key, method: 'DELETE' })).status).toBe(204);
  const waiting = await house.ask('/api/reviews?status=pending&count=1', { key });
  expect(await waiting.json()).toMatchObject({ total: 1, items: [{ decision: 'd1' }] });
  expect((await house.ask('/api/reviews/d1/answer', { key, method: 'DELETE' })).status).toBe(409);
});

test('an answer for all that a filter finds needs their number, and tells what came of each id', async () => {
  const bulk = (body: object) =>
    house.ask('/api/reviews/answer', { key, body: { verdict: 'accepted', ...body } });
  expect((await bulk({ filter: {} })).status).toBe(400);
  expect((await bulk({ filter: {}, expectedCount: 5 })).status).toBe(412);
  const preview = await house.ask('/api/reviews/preview', { key });
  expect(await preview.json()).toMatchObject({
    count: 1,
    files: 1,
    riskiest: [{ decision: 'd1' }],
  });
  const given = await bulk({ ids: ['d1', 'of somebody else'.replaceAll(' ', '-')] });
  expect(await given.json()).toEqual({
    answered: 1,
    results: [
      { id: 'd1', status: 'answered' },
      { id: 'of-somebody-else', status: 'unknown' },
    ],
  });
});
