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

test('attack 1: without a credential every operation is refused, but for those that are open', async () => {
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

test('attack 2: no spelling of a path gets around that', async () => {
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

test('attack 3: a key that is not whole, not alone or of another kind opens nothing', async () => {
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
});

test('attack 4: a key in an address opens nothing, and is written down nowhere', async () => {
  for (const name of ['api_key', 'token', 'key'])
    expect(await status(`/api/albums?${name}=${key}`)).toBe(401);
  expect(JSON.stringify(await house.audit.list())).not.toContain(key);
});

test('attack 6: a session that somebody planted is not the one that is logged in, and logging out ends it here', async () => {
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

test('attack 11: a page of another site changes nothing, whatever it says it sends', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json'])
    expect(
      await status('/api/control', {
        cookie,
        body: '{"account":"anna","action":"start"}',
        headers: { origin: evil, 'content-type': type },
      }),
    ).toBe(403);
});

test('attack 13: what is nearly this server’s origin is another', async () => {
  const { host, port } = new URL(house.url);
  const same = await raw(
    house.url,
    `POST /api/start-all HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: http://LOCALHOST:${port}\r\nCookie: ${cookie}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
  );
  expect(statusOf(same)).toBe(200);
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
});

test('attack 20: no other site is told that it may ask', async () => {
  const preflight = await house.ask('/api/control', {
    method: 'OPTIONS',
    headers: { origin: evil },
  });
  expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
});

test('attack 12: a name that is not this server’s is refused, in whatever way it is given', async () => {
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

test('attack 21: what belongs to another account is answered as what there is not', async () => {
  const anna = await house.resident('Anna', 'anna', 'owner');
  const absent = await house.ask('/api/albums/nothing?account=anna', { key: anna.key });
  const foreign = await house.ask('/api/albums/ben-0?account=anna', { key: anna.key });
  expect([foreign.status, absent.status]).toEqual([404, 404]);
  const without = async (answer: Response) => ({
    ...((await answer.json()) as object),
    requestId: '',
  });
  expect(await without(foreign)).toEqual(await without(absent));
});

test('attack 23: an account that is not one’s own is reached in no way of naming it', async () => {
  const anna = await house.resident('Another Anna', 'anna', 'owner');
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

test('attack 24: nobody makes themselves more than they are', async () => {
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

test('attack 34: a body that is too large, packed, nested or no JSON is refused', async () => {
  const send = (body: string, headers = {}) => status('/api/control', { key, body, headers });
  const promised = `POST /api/control HTTP/1.1\r\nAuthorization: Bearer ${key}\r\nHost: ${new URL(house.url).host}\r\nContent-Type: application/json\r\nContent-Length: 1073741824\r\nConnection: close\r\n\r\n{`;
  expect(statusOf(await raw(house.url, promised))).toBe(413);
  expect(await send('{}', { 'content-encoding': 'gzip' })).toBe(415);
  expect(await send(`${'['.repeat(100_000)}`)).toBe(400);
  expect(
    await status('/api/session', { body: 'a=b', headers: { 'content-type': 'text/plain' } }),
  ).toBe(415);
});

test('attack 40: a prototype in a body is nothing, or refused', async () => {
  const send = (path: string, body: string) => status(path, { key, body });
  for (const poison of [
    '"__proto__":{"admin":true,"role":"owner"}',
    '"constructor":{"prototype":{"admin":true}}',
    '"a[__proto__][x]":1',
  ]) {
    expect(await send('/api/people', `{${poison},"name":"Eve ${poison.length}"}`)).toBeOneOf([
      201, 400,
    ]);
    expect(await send('/api/control', `{${poison},"account":"anna"}`)).toBe(400);
  }
  expect(({} as { readonly admin?: unknown }).admin).toBeUndefined();
  const { items } = (await (await house.ask('/api/people', { key })).json()) as {
    readonly items: readonly { readonly name: string; readonly admin: boolean }[];
  };
  expect(items.filter(({ name, admin }) => name.startsWith('Eve') && admin)).toEqual([]);
});

test('attack 42: numbers are what they should be, or refused', async () => {
  const bad = [
    'limit=1e9',
    'limit=-1',
    'limit=NaN',
    'limit=0x10',
    'limit=5&limit=6',
    'offset=1e15',
  ];
  for (const query of bad)
    expect([query, await status(`/api/albums?${query}`, { key })]).toEqual([query, 400]);
});

test('attack 41: whatever is searched for is text', async () => {
  expect(await status(`/api/albums?text=${'a'.repeat(257)}`, { key })).toBe(400);
  for (const text of ['"', '" OR 1 NEAR(', '*', '(a+)+$', '%', "'; drop table albums"])
    expect(await status(`/api/albums?text=${encodeURIComponent(text)}`, { key })).toBe(200);
});

test('attack 39: an order that is none, and a cursor of another list or with a changed byte, are refused', async () => {
  for (const query of [
    'sort=title;drop',
    'sort=password',
    'order=(select 1)',
    'filter[key]=x',
    'after=abc',
  ])
    expect([query, await status(`/api/albums?${query}`, { key })]).toEqual([query, 400]);
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

const notThere = async (paths: readonly string[]) => {
  for (const path of paths)
    expect([
      path,
      statusOf(await raw(house.url, line(path, `Authorization: Bearer ${key}`))),
    ]).toEqual([path, 404]);
};

test('attack 28: a cover’s address leads to no other file', () =>
  notThere(
    ['..%2f..%2fetc%2fpasswd', '..%5c..%5cx', '%252e%252e', '%00', '%c0%ae%c0%ae', '..'].map(
      (id) => `/api/covers/${id}`,
    ),
  ));

test('attack 32: there is no dotfile, no way up and no source', () =>
  notThere([
    '/.git/config',
    '/assets/../package.json',
    '/assets/.hidden',
    '/%2e%2e/etc/passwd',
    '/index.js.map',
  ]));

test('attack 29: a name for an account that another one, a device or a folder could be is refused', async () => {
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

test('attack 20: nothing is kept by what stands between, and nothing is run that a file holds', async () => {
  const { headers } = await house.ask('/api/users', { key });
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toContain('sandbox');
});
