import { expect, test } from 'vitest';
import { createHouse, goodPassword } from '../__tests__/house.ts';

test('attack 7: the sixth guess within a minute is refused, whatever address it claims to come from', async () => {
  const house = await createHouse();
  await house.setUp();
  const guess = (n: number) =>
    house.ask('/api/session', {
      body: { name: 'Olga', password: `guess ${n}` },
      headers: { 'x-forwarded-for': `198.51.100.${n}` },
    });
  for (let n = 0; n < 5; n += 1) expect((await guess(n)).status).toBe(401);
  const refused = await guess(6);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  await house.close();
});

test('attack 7: through a trusted proxy each client has its own tries, and the right password still opens', async () => {
  const house = await createHouse({ trustedProxies: ['127.0.0.1'] });
  await house.access.setup.run({ name: 'Olga', password: goodPassword });
  const log = (password: string, from: string) =>
    house.ask('/api/session', {
      body: { name: 'Olga', password },
      headers: { 'x-forwarded-for': `203.0.113.9, ${from}` },
    });
  for (let n = 0; n < 6; n += 1) await log('wrong', '198.51.100.1');
  expect((await log(goodPassword, '198.51.100.1')).status).toBe(429);
  expect((await log(goodPassword, '198.51.100.2')).status).toBe(201);
  await house.close();
});

test('attack 10: setup from behind a proxy needs the code that the server tells on its own machine', async () => {
  const house = await createHouse({ trustedProxies: ['127.0.0.1'] });
  const set = (body: object) =>
    house.ask('/api/setup', {
      body: { name: 'Mallory', password: goodPassword, ...body },
      headers: { 'x-forwarded-for': '198.51.100.1' },
    });
  expect((await set({})).status).toBe(403);
  expect((await set({ code: '000000000' })).status).toBe(403);
  expect((await set({ code: await house.access.setup.code() })).status).toBe(201);
  await house.close();
});

test('attack 10: of two setups at once one is done', async () => {
  const house = await createHouse();
  const set = (name: string) => house.ask('/api/setup', { body: { name, password: goodPassword } });
  const both = await Promise.all([set('Olga'), set('Otto')]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  await house.close();
});

test('attack 8: somebody unknown is answered as a wrong password is', async () => {
  const house = await createHouse();
  await house.setUp();
  const log = async (name: string) => {
    const answer = await house.ask('/api/session', { body: { name, password: 'wrong password' } });
    return { ...((await answer.json()) as object), requestId: '' };
  };
  expect(await log('Olga')).toEqual(await log('Nobody'));
  await house.close();
});

test('attack 45: more than the allowed requests a minute are refused, with what is left in the headers', async () => {
  const house = await createHouse({ rates: { known: 3, unknown: 2 } });
  for (let n = 0; n < 2; n += 1) expect((await house.ask('/health')).status).toBe(200);
  const refused = await house.ask('/health', { method: 'HEAD' });
  expect(refused.status).toBe(429);
  expect(refused.headers.get('ratelimit-policy')).toBe('"unknown";q=2;w=60');
  expect(refused.headers.get('ratelimit')).toMatch(/^"unknown";r=0;t=\d+$/);
  await house.close();
});
