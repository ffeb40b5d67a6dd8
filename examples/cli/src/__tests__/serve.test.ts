import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { createHouse } from './house.ts';

interface Serving {
  readonly child: ChildProcess;
  readonly url: string;
}

async function serve(command: readonly string[], folder: string): Promise<Serving> {
  const args = [...command, '--json', '--state', join(folder, 'state'), 'serve', '--port', '0'];
  const child = spawn(process.execPath, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const said = JSON.parse(line) as { readonly event: string; readonly url: string };
    if (said.event === 'serving') return { child, url: said.url };
  }
  throw new Error('it ended before it served');
}

async function end(child: ChildProcess): Promise<number> {
  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number];
  return code;
}

test('a fresh server is set up, gives a key, and still knows both after a restart', async () => {
  await using house = await createHouse(1);
  const first = await serve(house.command, house.folder);
  const json = { 'content-type': 'application/json' };
  const made = await fetch(`${first.url}/api/setup`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ name: 'Olga', password: 'correct horse battery' }),
  });
  expect(made.status).toBe(201);
  const cookie = (made.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
  const keys = await fetch(`${first.url}/api/keys`, {
    method: 'POST',
    headers: { ...json, cookie },
    body: JSON.stringify({ name: 'script', scopes: ['all'], accounts: ['*'] }),
  });
  expect(keys.status).toBe(201);
  const { key } = (await keys.json()) as { readonly key: string };
  expect(await end(first.child)).toBe(0);

  const second = await serve(house.command, house.folder);
  const users = await fetch(`${second.url}/api/users`, {
    headers: { authorization: `Bearer ${key}` },
  });
  expect(await users.json()).toMatchObject({ users: [{ name: 'default', role: 'owner' }] });
  expect(await end(second.child)).toBe(0);
});
