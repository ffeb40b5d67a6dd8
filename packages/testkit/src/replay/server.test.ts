import { afterEach, expect, test } from 'vitest';
import { createFakeClock } from '../clock.ts';
import { misbehaviours } from './routes.ts';
import { createReplayServer, type ReplayServer } from './server.ts';

let server: ReplayServer | undefined;
afterEach(() => server?.close());

test('a route fits in any order of parameters, and answers one call after the other', async () => {
  const clock = createFakeClock({ start: 1000 });
  server = await createReplayServer({
    clock,
    routes: [{ on: '/a?x=1&y=2', answers: [{ body: { n: 1 } }, { status: 404 }] }],
  });
  const first = await fetch(server.url('/a?y=2&x=1'));
  expect(await first.json()).toEqual({ n: 1 });
  expect((await fetch(server.url('/a?x=1&y=2'))).status).toBe(404);
  expect((await fetch(server.url('/a?x=1&y=2'))).status).toBe(404);
  expect(server.calls.map(({ path, at }) => [path, at])).toEqual([
    ['/a?y=2&x=1', 1000],
    ['/a?x=1&y=2', 1000],
    ['/a?x=1&y=2', 1000],
  ]);
  server.assertAllExpected();
});

test('what nobody expected is answered 501 and named', async () => {
  server = await createReplayServer();
  expect((await fetch(server.url('/who'), { method: 'POST', body: 'x' })).status).toBe(501);
  expect(() => server?.assertAllExpected()).toThrow('POST /who');
});

test('it thinks before it answers', async () => {
  server = await createReplayServer();
  const order: string[] = [];
  server.route({ on: '/late', answers: { afterMs: 50 } });
  server.route({ on: '/soon', answers: {} });
  const ask = (path: string) =>
    fetch(server?.url(path) ?? '').then(() => {
      order.push(path);
    });
  await Promise.all([ask('/late'), ask('/soon')]);
  expect(order).toEqual(['/soon', '/late']);
});

test('it misbehaves as told', async () => {
  server = await createReplayServer();
  const long = 'x'.repeat(100);
  server.route({ on: '/many', answers: misbehaviours.tooMany(7) });
  server.route({ on: '/cut', answers: misbehaviours.cut(long, 10) });
  server.route({ on: '/short', answers: misbehaviours.wrongLength(long, 200) });
  server.route({ on: '/garbage', answers: misbehaviours.garbage() });
  server.route({ on: '/slow', answers: misbehaviours.slow('abc', 1) });
  server.route({ on: '/hang', answers: misbehaviours.hang() });

  const many = await fetch(server.url('/many'));
  expect([many.status, many.headers.get('retry-after')]).toEqual([429, '7']);
  await expect(fetch(server.url('/cut')).then((r) => r.text())).rejects.toThrow();
  await expect(fetch(server.url('/short')).then((r) => r.text())).rejects.toThrow();
  await expect(fetch(server.url('/garbage')).then((r) => r.json())).rejects.toThrow();
  expect(await (await fetch(server.url('/slow'))).text()).toBe('abc');
  await expect(fetch(server.url('/hang'), { signal: AbortSignal.timeout(30) })).rejects.toThrow();
});
