import { tmpdir } from 'node:os';
import { expect, test, vi } from 'vitest';
import { main } from '../main.ts';
import { testIo } from './test-io.ts';

test('the demo in the pages: one command, a login that holds, decisions that wait, and nothing left', async () => {
  const io = testIo({ cwd: tmpdir(), env: { PATH: process.env.PATH } });
  const ended = main(['demo', '--serve', '--json'], io);
  const { url, name, password, waiting } = await vi.waitFor(
    () =>
      JSON.parse(io.written.stdout) as Record<'url' | 'name' | 'password', string> & {
        waiting: number;
      },
    { timeout: 60_000, interval: 50 },
  );
  expect(waiting).toBeGreaterThan(2);
  const login = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ name, password }),
  });
  expect(login.status).toBe(201);
  const cookie = login.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  const albums = await fetch(`${url}/api/albums?count=1`, { headers: { cookie } });
  expect(await albums.json()).toMatchObject({ total: expect.any(Number) });
  expect((await fetch(url)).headers.get('content-type')).toContain('text/html');
  io.signals.emit('SIGINT');
  expect(await ended).toBe(0);
});
