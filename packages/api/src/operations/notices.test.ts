import { EarmarkError, type Notice, type Notifier } from '@earmark/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHouse, type House } from '../__tests__/house.ts';

let house: House;
let key: string;
const sent: Notice[] = [];
const notifier = (name: string, notify: Notifier['notify']): Notifier => ({
  spec: 1,
  kind: 'notifier',
  name,
  notify,
});
beforeAll(async () => {
  house = await createHouse();
  ({ key } = await house.setUp());
  house.earmark.for('anna', {
    notifiers: [
      notifier('good', async (notice) => void sent.push(notice)),
      notifier('wrong', async () => {
        throw new EarmarkError('auth', 'the token was refused');
      }),
    ],
  });
});
afterAll(() => house.close());

const trial = (name: string, account = 'anna') =>
  house.ask(`/api/notices/${name}/test?account=${account}`, { key, method: 'POST' });

test('a notice is tried out through one notifier, and a refusal is told as it is', async () => {
  const listed = await house.ask('/api/notices?account=anna', { key });
  expect(await listed.json()).toEqual({ items: [{ name: 'good' }, { name: 'wrong' }] });
  expect((await trial('good')).status).toBe(204);
  expect(sent).toMatchObject([{ kind: 'test', account: 'anna' }]);
  const refused = await trial('wrong');
  expect([refused.status, await refused.json()]).toMatchObject([
    502,
    { code: 'auth', detail: expect.stringContaining('the token was refused') },
  ]);
});

test('what another account has is not there', async () => {
  expect((await trial('good', 'ben')).status).toBe(404);
  expect(sent).toHaveLength(1);
});
