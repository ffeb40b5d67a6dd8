import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { differences, digestsOf } from '../demo/digests.ts';
import { createHouse, type House } from './house.ts';

const accounts = 20;
const filesOfEach = 5;
const timeout = 120_000;
const rounds = process.env.EARMARK_SOAK === '1' ? 10 : 1;
const nameOf = (n: number) => `person-${n}`;

interface Served extends AsyncDisposable {
  readonly url: string;
  end(signal: NodeJS.Signals): Promise<void>;
}

/** One album of the house for each account, below a folder of theirs. */
async function usersOf(house: House): Promise<string> {
  const users = join(house.folder, 'users');
  for (let n = 0; n < accounts; n += 1) {
    await mkdir(join(users, nameOf(n)), { recursive: true });
    const album = join(house.music, `Artist ${n}`, `Album ${n}`);
    await rename(album, join(users, nameOf(n), `Album ${n}`));
  }
  return users;
}

async function serve(house: House, users: string): Promise<Served> {
  const args = ['--json', '--state', join(house.folder, 'state'), 'serve', '--port', '0'];
  const own = ['--users', users, '--max-concurrent', String(accounts)];
  const child = spawn(process.execPath, [...house.command, ...args, ...own], {
    cwd: house.folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const said = JSON.parse(line) as { readonly event: string; readonly url: string };
    if (said.event === 'serving') return served(child, said.url);
  }
  throw new Error('it ended before it served');
}

function served(child: ChildProcess, url: string): Served {
  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  }
  return { url, end, [Symbol.asyncDispose]: () => end('SIGKILL') };
}

async function ownKey(url: string): Promise<string> {
  const post = (path: string, body: object, cookie = '') =>
    fetch(new URL(path, url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    });
  const made = await post('/api/setup', { name: 'Olga', password: 'correct horse battery' });
  const cookie = (made.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
  const key = await post('/api/keys', { name: 'x', scopes: ['all'], accounts: ['*'] }, cookie);
  return ((await key.json()) as { readonly key: string }).key;
}

interface User {
  readonly name: string;
  readonly state: string;
  readonly statistics: Readonly<Record<string, unknown>>;
}

test(`a server that is killed while ${accounts} accounts work goes on with each: nothing twice, nothing lost, and their figures are right`, {
  timeout: 1_200_000,
}, async () => {
  for (let round = 0; round < rounds; round += 1) await killed((round + 0.5) / rounds);
});

/** `share`: how much of the files are written when it is killed. */
async function killed(share: number): Promise<void> {
  await using house = await createHouse(accounts);
  const users = await usersOf(house);
  const untouched = await digestsOf(users);
  const changed = async () => differences(untouched, await digestsOf(users)).length;
  await using first = await serve(house, users);
  const key = await ownKey(first.url);
  await expect
    .poll(changed, { interval: 5, timeout })
    .toBeGreaterThan(accounts * filesOfEach * share - 1);
  await first.end('SIGKILL');

  await using second = await serve(house, users);
  const ask = (path: string) =>
    fetch(new URL(path, second.url), { headers: { authorization: `Bearer ${key}` } });
  const people = async () => {
    const { users: all } = (await (await ask('/api/users')).json()) as { users: readonly User[] };
    return all.filter(({ name }) => name.startsWith('person-'));
  };
  const done = async () =>
    (await people()).filter(
      ({ state, statistics }) => state === 'idle' && statistics.lastOutcome === 'completed',
    ).length;
  await expect.poll(done, { timeout }).toBe(accounts);
  for (const { name, statistics } of await people()) {
    const figures = { total: filesOfEach, processed: filesOfEach, skipped: 0, errors: 0 };
    expect([name, statistics]).toEqual([name, expect.objectContaining(figures)]);
    const text = await (await ask(`/api/export?what=changes&format=json&account=${name}`)).text();
    const targets = (JSON.parse(text) as { readonly target: string }[]).map(({ target }) => target);
    expect([name, new Set(targets).size, targets.length]).toEqual([name, filesOfEach, filesOfEach]);
  }
  await second.end('SIGTERM');
  const files = await digestsOf(users);
  expect([...files.keys()].filter((path) => path.includes('.earmark-'))).toEqual([]);
  expect(differences(untouched, files)).toHaveLength(accounts * filesOfEach);
}
