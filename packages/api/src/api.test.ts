import { hostname } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHouse, type House } from './__tests__/house.ts';

let house: House;
let key: string;
let cookie: string;
beforeAll(async () => {
  house = await createHouse();
  ({ key, cookie } = await house.setUp());
});
afterAll(() => house.close());

const json = async (answer: Promise<Response>) => (await answer).json();

test('a fresh server is set up from this machine, once, and the key that was made opens everything', async () => {
  expect(cookie).toMatch(/^earmark=[A-Za-z0-9]{12}\.[\w-]{43}$/);
  expect(key).toMatch(/^emk_/);
  expect(await json(house.ask('/api/setup'))).toEqual({ needed: false, code: false });
  const again = await house.ask('/api/setup', {
    body: { name: 'Otto', password: 'another password' },
  });
  expect(again.status).toBe(409);
  expect((await house.ask('/api/users', { key })).status).toBe(200);
});

test('it says that it lives, is ready, and what it offers', async () => {
  expect(await json(house.ask('/health'))).toEqual({ status: 'ok', version: '1.2.3' });
  expect(await json(house.ask('/ready'))).toEqual({ ready: true });
  const document = (await json(house.ask('/openapi.json'))) as { openapi: string; paths: object };
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths)).toContain('/api/albums/{id}/evidence');
  const metrics = await (await house.ask('/metrics', { key })).text();
  expect(metrics).toContain('earmark_build_info{version="1.2.3"} 1');
  expect(metrics).toContain(
    'earmark_http_request_duration_seconds_bucket{route="/health",method="GET",status="2xx",le="+Inf"}',
  );
});

test('a refusal is a problem with a code and the request’s id', async () => {
  const answer = await house.ask('/api/users');
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  const problem = (await answer.json()) as { requestId: string };
  expect(problem).toMatchObject({ status: 401, code: 'unauthenticated', title: 'Unauthorized' });
  expect(problem.requestId).toBe(answer.headers.get('x-request-id'));
});

test('what is wrong with a request is said by its place', async () => {
  const body = await house.ask('/api/control', {
    key,
    body: { account: 'anna', action: 'explode' },
  });
  expect(await body.json()).toMatchObject({ status: 400, errors: [{ pointer: '/action' }] });
  const query = await house.ask('/api/albums?limit=1e9', { key });
  expect(await query.json()).toMatchObject({ status: 400, errors: [{ pointer: '?limit' }] });
  const unknown = await house.ask('/api/albums?genere=Jazz', { key });
  expect(unknown.status).toBe(400);
});

test('an address of ours asked with another method says which it takes', async () => {
  const answer = await house.ask('/api/albums/x', { key, method: 'DELETE' });
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, PATCH']);
  expect((await house.ask('/api/nothing', { key, method: 'DELETE' })).status).toBe(404);
});

test('settings change only by whoever has seen them', async () => {
  const body = { account: 'ben', batch_size: 100, priority: 7 };
  expect((await house.ask('/api/configure', { key, body })).status).toBe(428);
  const etag = (await house.ask('/api/users/ben', { key })).headers.get('etag') ?? '';
  const changed = await house.ask('/api/configure', { key, body, headers: { 'if-match': etag } });
  expect(await changed.json()).toMatchObject({ settings: { batchSize: 100, priority: 7 } });
  const stale = await house.ask('/api/configure', { key, body, headers: { 'if-match': etag } });
  expect(stale.status).toBe(412);
  const now = changed.headers.get('etag') ?? '';
  for (const tag of [`W/${now}`, '*'])
    expect(
      (await house.ask('/api/configure', { key, body, headers: { 'if-match': tag } })).status,
    ).toBe(200);
});

test('settings of an account are read and changed by themselves', async () => {
  const read = await house.ask('/api/settings?account=anna', { key });
  const etag = read.headers.get('etag') ?? '';
  const change = { key, method: 'PATCH', body: { priority: 9 }, headers: { 'if-match': etag } };
  const changed = await house.ask('/api/settings?account=anna', change);
  expect(await changed.json()).toMatchObject({ priority: 9, batchSize: 250 });
  expect((await house.ask('/api/settings?account=anna', change)).status).toBe(412);
});

test('the routes are a page for people, too', async () => {
  const page = await (await house.ask('/docs')).text();
  expect(page).toContain('<code>POST /api/control</code>');
  expect(page).not.toContain('<script');
});

test('one account is started, and all within reach', async () => {
  const started = await house.ask('/api/control', {
    key,
    body: { account: 'anna', action: 'start' },
  });
  expect([started.status, await started.json()]).toEqual([202, { run: 'run-1' }]);
  await house.ask('/api/control', { key, body: { account: 'ben', action: 'disable' } });
  const refused = await house.ask('/api/control', {
    key,
    body: { account: 'ben', action: 'start' },
  });
  expect(refused.status).toBe(423);
  const all = (await json(house.ask('/api/start-all', { key, method: 'POST' }))) as {
    results: { account: string }[];
  };
  expect(all.results.map(({ account }) => account)).toEqual(['anna', 'default']);
});

test('a removed account takes its memberships along, and is in the audit', async () => {
  await house.ask('/api/users', { key, body: { name: 'gone' } });
  const { key: theirs, person } = await house.resident('Gus', 'gone', 'owner');
  const remove = (own: string) => house.ask('/api/users/gone', { key: own, method: 'DELETE' });
  expect((await remove(theirs)).status).toBe(403);
  expect((await remove(key)).status).toBe(204);
  expect((await remove(key)).status).toBe(404);
  expect(await house.access.members.of(person.id)).toEqual([]);
  expect((await house.audit.list({ what: 'membership-removed' })).length).toBe(1);
  expect(await json(house.ask('/api/audit?what=membership-removed', { key }))).toMatchObject({
    items: [{ name: 'Olga' }],
  });
});

test('a list that has not changed is not sent again', async () => {
  const first = await house.ask('/api/albums', { key });
  const etag = first.headers.get('etag') ?? '';
  const second = await house.ask('/api/albums', { key, headers: { 'if-none-match': etag } });
  expect([first.status, second.status]).toEqual([200, 304]);
});

test('every operation of the document has a row of access, and every route is in it', () => {
  const { operations, document } = house.api;
  const paths = document.paths as Record<string, Record<string, { 'x-access': unknown }>>;
  for (const { path, method, access } of operations)
    expect(paths[path]?.[method.toLowerCase()]?.['x-access']).toEqual(access);
  expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
});

test('a member starts runs below the account’s own folders alone, links and dots followed', async () => {
  const { key: theirs } = await house.resident('Mia', 'anna', 'member');
  const shared = await house.earmark.shared();
  const root = { account: 'anna', host: hostname(), id: 'music', readOnly: false };
  await shared.claimRoot({ ...root, path: '/srv/anna/music' });
  const start = async (path: string) => {
    const body = { recipe: 'no-such-recipe', request: { path } };
    return (await house.ask('/api/runs?account=anna', { key: theirs, body })).status;
  };
  for (const path of ['/etc', '/srv/anna/music/../../ben', '/srv/anna/musical', 'etc', ''])
    expect(await start(path), path).toBe(403);
  // Refused for its recipe, and not before.
  expect(await start('/srv/anna/music/A Band')).toBe(400);
});
