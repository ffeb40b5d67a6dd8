import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHouse, type House } from '../__tests__/house.ts';

let house: House;
let key: string;
beforeAll(async () => {
  house = await createHouse();
  ({ key } = await house.setUp());
  const { journal } = await house.earmark.for('anna').store();
  const record = (subject: string, confidence: number, at: number, after = ['Rock', 'Pop']) => ({
    run: 'r',
    at,
    title: subject,
    decision: {
      id: `${subject}-${at}`,
      subject,
      field: 'genre',
      before: [],
      after,
      belief: confidence,
      confidence,
      band: confidence >= 0.95 ? ('auto' as const) : ('review' as const),
      reasons: [],
      silent: [],
    },
  });
  await journal.saveDecisions([
    record('old', 0.99, 1),
    record('old', 0.85, 2, ['Soul']),
    record('sure', 0.97, 3),
    record('nearly', 0.9, 4),
  ]);
});
afterAll(() => house.close());

const preview = async (body: object) =>
  (
    await house.ask('/api/settings/preview?account=anna', { key, method: 'POST', body })
  ).json() as Promise<{ readonly examples: readonly { readonly title: string }[] }>;

test('lower bands say how many would be written, how many of them wrongly, and which are the least sure', async () => {
  const answer = await preview({ bands: { auto: 0.8, review: 0.5 } });
  expect(answer).toMatchObject({
    looked: 3,
    more: false,
    changed: 2,
    bands: { auto: { came: 2, left: 0 }, review: { came: 0, left: 2 } },
    otherValues: 0,
    expectedWrong: expect.closeTo(0.25),
  });
  expect(answer.examples.map(({ title }) => title)).toEqual(['old', 'nearly']);
});

test('a genre that is avoided would be left out; the newest decision of a field counts', async () => {
  const answer = await preview({ genres: { prefer: [], avoid: ['pop'] } });
  expect(answer).toMatchObject({ looked: 3, changed: 2, otherValues: 2, expectedWrong: 0 });
});

test('nothing else than today changes nothing, and bands that cross are refused', async () => {
  expect(await preview({})).toMatchObject({ looked: 3, changed: 0, examples: [] });
  expect(await preview({ bands: { auto: 0.5, review: 0.9 } })).toMatchObject({ status: 400 });
});
