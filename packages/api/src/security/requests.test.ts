import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHouse, goodPassword, type House } from '../__tests__/house.ts';
import { raw, statusOf } from '../__tests__/raw.ts';

let house: House;
let key: string;
let cookie: string;
beforeAll(async () => {
  house = await createHouse({
    albums: { anna: ['Annas secret album'], ben: ['Bens secret album'] },
  });
  ({ key, cookie } = await house.setUp());
});
afterAll(() => house.close());

const status = async (path: string, init: Parameters<House['ask']>[1] = {}) =>
  (await house.ask(path, init)).status;
const evil = 'http://evil.example';
const line = (path: string, ...headers: readonly string[]) =>
  `GET ${path} HTTP/1.1\r\n${[`Host: ${new URL(house.url).host}`, ...headers, 'Connection: close'].join('\r\n')}\r\n\r\n`;

test('without a credential every operation is refused, but for those that are open', async () => {
  for (const { method, path, access } of house.api.operations) {
    if (access.for === 'open') continue;
    const answer = await house.ask(path.replace(/\{\w+\}/g, 'x'), {
      method,
      ...(method === 'GET' ? {} : { body: {} }),
    });
    expect([`${method} ${path}`, answer.status]).toEqual([`${method} ${path}`, 401]);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  }
});

test('no spelling of a path gets around that', async () => {
  const paths = [
    '/api/users?x=/health',
    '/health/../api/users',
    '/api/%75sers',
    '/api//users',
    '/API/users',
    '/api/users%2f',
    '/api/users;a=b',
    '/api/users/',
  ];
  for (const path of paths) {
    const answer = statusOf(await raw(house.url, line(path)));
    expect([path, [401, 404].includes(answer)]).toEqual([path, true]);
  }
});

test('a key that is not whole, not alone or not in its place opens nothing', async () => {
  expect(await status('/api/users', { headers: { authorization: `bearer ${key}` } })).toBe(200);
  for (const authorization of [
    `Basic ${btoa(`:${key}`)}`,
    `Bearer ${key}x`,
    `Bearer ${'k'.repeat(10_000)}`,
    'Bearer',
    '',
  ])
    expect(await status('/api/users', { headers: { authorization } })).toBe(401);
  const two = await raw(
    house.url,
    line('/api/users', 'Authorization: Bearer wrong', `Authorization: Bearer ${key}`),
  );
  expect(statusOf(two)).toBeGreaterThanOrEqual(400);
  for (const name of ['api_key', 'token', 'key'])
    expect(await status(`/api/albums?${name}=${key}`)).toBe(401);
  expect(JSON.stringify(await house.audit.list())).not.toContain(key);
});

test('a session that somebody planted is not the one that is logged in, and logging out ends it here', async () => {
  const planted = await house.ask('/api/session', {
    headers: {
      cookie: 'earmark=AAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      origin: house.url,
    },
    body: { name: 'Olga', password: goodPassword },
  });
  const own = (planted.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
  expect(own).not.toContain('AAAAAAAAAAAA.');
  expect(await status('/api/session', { cookie: own })).toBe(200);
  expect(await status('/api/session', { cookie: own, method: 'DELETE' })).toBe(204);
  expect(await status('/api/session', { cookie: own })).toBe(401);
});

test('a page of another site changes nothing, whatever it says it sends', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json'])
    expect(
      await status('/api/control', {
        cookie,
        body: '{"account":"anna","action":"start"}',
        headers: { origin: evil, 'content-type': type },
      }),
    ).toBe(403);
  const { host } = new URL(house.url);
  for (const origin of [
    'null',
    `http://${host}.evil.example`,
    `https://${host}`,
    'http://127.0.0.1:1',
  ])
    expect(await status('/api/start-all', { cookie, method: 'POST', headers: { origin } })).toBe(
      403,
    );
  expect(
    await status('/api/start-all', {
      cookie,
      method: 'POST',
      headers: { 'sec-fetch-site': 'cross-site' },
    }),
  ).toBe(403);
  const preflight = await house.ask('/api/control', {
    method: 'OPTIONS',
    headers: { origin: evil },
  });
  expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
});

test('a name that is not this server’s is refused, in whatever way it is given', async () => {
  const host = new URL(house.url).host;
  const auth = `Authorization: Bearer ${key}`;
  const requests = [
    `GET /api/users HTTP/1.1\r\nHost: evil.example:5002\r\nOrigin: http://evil.example:5002\r\n${auth}\r\nConnection: close\r\n\r\n`,
    `GET http://evil.example/api/users HTTP/1.1\r\nHost: ${host}\r\n${auth}\r\nConnection: close\r\n\r\n`,
    `GET /api/users HTTP/1.1\r\nHost: ${host}\r\nHost: evil.example\r\n${auth}\r\nConnection: close\r\n\r\n`,
  ];
  for (const request of requests)
    expect([400, 421]).toContain(statusOf(await raw(house.url, request)));
});

test('what belongs to another account is answered as what there is not', async () => {
  const anna = await house.resident('Anna', 'anna', 'owner');
  const absent = await house.ask('/api/albums/nothing?account=anna', { key: anna.key });
  const foreign = await house.ask('/api/albums/ben-0?account=anna', { key: anna.key });
  expect([foreign.status, absent.status]).toEqual([404, 404]);
  const without = async (answer: Response) => ({
    ...((await answer.json()) as object),
    requestId: '',
  });
  expect(await without(foreign)).toEqual(await without(absent));
  for (const init of [
    { path: '/api/albums?account=ben' },
    { path: '/api/albums', headers: { 'x-account': 'ben' } },
  ])
    expect(await status(init.path, { key: anna.key, ...init })).toBe(404);
  expect(
    await status('/api/control', { key: anna.key, body: { account: 'ben', action: 'start' } }),
  ).toBe(404);
  expect(await status('/api/albums?account=anna&account=ben', { key: anna.key })).toBe(400);
  expect(
    await status('/api/albums?account=anna', { key: anna.key, headers: { 'x-account': 'ben' } }),
  ).toBe(400);
  const users = await (await house.ask('/api/users', { key: anna.key })).text();
  expect(users).not.toContain('ben');
});

test('nobody makes themselves more than they are', async () => {
  const carl = await house.resident('Carl', 'anna', 'member');
  const { key: weak } = await house.resident('Dora', 'anna', 'member', [
    'albums:read',
    'keys:write',
  ]);
  expect(
    await status('/api/people/me', {
      key: carl.key,
      method: 'PATCH',
      body: { role: 'owner', admin: true, currentPassword: goodPassword },
    }),
  ).toBe(400);
  expect(
    await status('/api/keys', {
      key: carl.key,
      body: { name: 'x', scopes: ['admin'], accounts: ['*'] },
    }),
  ).toBe(403);
  expect(
    await status('/api/keys', {
      key: weak,
      body: { name: 'x', scopes: ['runs:write'], accounts: ['*'] },
    }),
  ).toBe(403);
  expect(await status('/api/people', { key: carl.key })).toBe(403);
  expect(await status('/api/keys?all=1', { key: carl.key })).toBe(403);
  expect(await status(`/api/keys/${carl.id}`, { key: weak, method: 'DELETE' })).toBe(404);
});

test('a body that is too large, packed, nested or no JSON is refused', async () => {
  const send = (body: string, headers = {}) => status('/api/control', { key, body, headers });
  const promised = `POST /api/control HTTP/1.1\r\nAuthorization: Bearer ${key}\r\nHost: ${new URL(house.url).host}\r\nContent-Type: application/json\r\nContent-Length: 1073741824\r\nConnection: close\r\n\r\n{`;
  expect(statusOf(await raw(house.url, promised))).toBe(413);
  expect(await send('{}', { 'content-encoding': 'gzip' })).toBe(415);
  expect(await send(`${'['.repeat(100_000)}`)).toBe(400);
  expect(await send('{"__proto__":{"admin":true},"name":"Olga","password":"wrong"}')).toBeLessThan(
    500,
  );
  expect(
    await status('/api/session', { body: 'a=b', headers: { 'content-type': 'text/plain' } }),
  ).toBe(415);
});

test('parameters are what they should be, or refused', async () => {
  const bad = [
    'limit=1e9',
    'limit=-1',
    'limit=NaN',
    'limit=0x10',
    'limit=5&limit=6',
    'offset=1e15',
    'sort=title;drop',
    'sort=password',
    'after=abc',
    'filter[key]=x',
    `text=${'a'.repeat(257)}`,
  ];
  for (const query of bad)
    expect([query, await status(`/api/albums?${query}`, { key })]).toEqual([query, 400]);
  for (const text of ['"', '" OR 1 NEAR(', '*', '(a+)+$', '%', "'; drop table albums"])
    expect(await status(`/api/albums?text=${encodeURIComponent(text)}`, { key })).toBe(200);
});

test('a cursor of another list, or with a changed byte, is refused', async () => {
  const many = await createHouse({ albums: { default: ['a', 'b', 'c'] } });
  const own = await many.setUp();
  const page = (await (await many.ask('/api/albums?limit=1', own)).json()) as { next: string };
  expect((await many.ask(`/api/albums?limit=1&after=${page.next}`, own)).status).toBe(200);
  expect((await many.ask(`/api/albums?limit=1&sort=year&after=${page.next}`, own)).status).toBe(
    400,
  );
  expect((await many.ask(`/api/files?after=${page.next}`, own)).status).toBe(400);
  const changed = `${page.next.slice(0, -2)}${page.next.endsWith('AA') ? 'BB' : 'AA'}`;
  expect((await many.ask(`/api/albums?limit=1&after=${changed}`, own)).status).toBe(400);
  await many.close();
});

test('files that are not there are not there: no dotfile, no way up, no source', async () => {
  for (const path of [
    '/.git/config',
    '/assets/../package.json',
    '/assets/.hidden',
    '/api/covers/..%2f..%2fetc%2fpasswd',
    '/%2e%2e/etc/passwd',
    '/index.js.map',
  ])
    expect([
      path,
      statusOf(await raw(house.url, line(path, `Authorization: Bearer ${key}`))),
    ]).toEqual([path, 404]);
});

test('a name for an account that another one, a device or a folder could be is refused', async () => {
  for (const name of [
    '../x',
    'a/b',
    'CON',
    'aux.txt',
    '..',
    'x ',
    '\uFF41',
    'x'.repeat(300),
    '\u202Ex',
    'Anna',
  ])
    expect([name, await status('/api/users', { key, body: { name } })]).toEqual([name, 400]);
});

test('nothing is kept by what stands between, and nothing is run that a file holds', async () => {
  const { headers } = await house.ask('/api/users', { key });
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toContain('sandbox');
});
