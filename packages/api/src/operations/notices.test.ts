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
  expect(await listed.json()).toEqual({
    items: [
      { name: 'good', failures: 0 },
      { name: 'wrong', failures: 0 },
    ],
  });
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

const ask = (path: string, method = 'GET', body?: object) =>
  house.ask(`/api/notices/${path}?account=anna`, { key, method, ...(body ? { body } : {}) });

test('a rule is set, told and removed; one for a notifier that is not there is refused', async () => {
  const rule = {
    notifier: 'good',
    kinds: ['disk-full'],
    daily: '18:00',
    timeZone: 'Europe/Berlin',
  };
  const set = await ask('rules/full', 'PUT', rule);
  expect([set.status, await set.json()]).toEqual([200, { ...rule, name: 'full' }]);
  expect(await (await ask('rules')).json()).toEqual({ items: [{ ...rule, name: 'full' }] });
  expect((await ask('rules/x', 'PUT', { notifier: 'pigeon' })).status).toBe(400);
  expect((await ask('rules/full', 'DELETE')).status).toBe(204);
  expect((await ask('rules/full', 'DELETE')).status).toBe(404);
});

test('a rule is of a member of the account, and of nobody else', async () => {
  const { people, members } = house.access;
  const { id } = await people.create({ name: 'Nora' }, {});
  const refused = await ask('rules/nora', 'PUT', { notifier: 'good', person: 'Nora' });
  expect([refused.status, await refused.json()]).toMatchObject([
    400,
    { detail: expect.stringContaining('"Nora" is not a member of account anna') },
  ]);
  await members.set(id, 'anna', 'member', {});
  const set = await ask('rules/nora', 'PUT', { notifier: 'good', person: 'nora' });
  expect(await set.json()).toEqual({ notifier: 'good', person: 'Nora', name: 'nora' });
  await members.remove(id, 'anna', {});
  expect(await (await ask('rules')).json()).toMatchObject({ items: [{ ended: true }] });
  expect((await ask('rules/nora', 'DELETE')).status).toBe(204);
});

test('what did not arrive is in the outbox, is tried again, and can be thrown away', async () => {
  const anna = house.earmark.for('anna');
  anna.emit('worker-lost', { worker: 'w1', job: 'j1' });
  await expect
    .poll(async () => ((await (await ask('outbox')).json()) as { items: object[] }).items)
    .toMatchObject([{ notifier: 'wrong', state: 'failed', fault: { code: 'auth' } }]);
  const [{ id = '' } = {}] = await anna.notices.outbox();
  expect((await ask(`outbox/${id}/retry`, 'POST')).status).toBe(204);
  expect(await anna.notices.outbox()).toMatchObject([{ id, attempts: 2 }]);
  const listed = (await (await house.ask('/api/notices?account=anna', { key })).json()) as {
    items: object[];
  };
  expect(listed.items[1]).toMatchObject({ name: 'wrong', failures: 2 });
  expect((await ask(`outbox/${id}`, 'DELETE')).status).toBe(204);
  expect((await ask(`outbox/${id}/retry`, 'POST')).status).toBe(404);
});
