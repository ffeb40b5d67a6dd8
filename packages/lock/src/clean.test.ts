import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cleanLocks, createFileLock } from './index.ts';

const foreign = (beat: number) =>
  JSON.stringify({
    hostname: 'elsewhere',
    pid: 7,
    timestamp: 1,
    file: '/x',
    locked_at: '',
    token: 3,
    beat,
  });

test('cleaning removes what dead and silent holders left, and nothing that is held', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'earmark-clean-'));
  const locks = createFileLock({ beatMs: 20, staleMs: 150 });
  const script = `
    import { createFileLock } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
    await createFileLock().acquire(process.argv[1], {});
    console.log('held');
  `;
  const args = ['--conditions=@earmark/source', '--input-type=module', '-e', script];
  const child = spawn(process.execPath, [...args, join(folder, 'dead')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  if (child.exitCode === null) await once(child, 'exit');
  writeFileSync(join(folder, 'silent.earmark.lock'), foreign(1));
  await using _lease = await locks.acquire(join(folder, 'held'), {});

  const removed: string[] = [];
  for await (const { key } of cleanLocks({ locks, under: folder, watchMs: 200 })) removed.push(key);
  expect(removed.sort()).toEqual([join(folder, 'dead'), join(folder, 'silent')]);
  expect(existsSync(join(folder, 'held.earmark.lock'))).toBe(true);
  rmSync(folder, { recursive: true });
});

test('a lock of another machine is taken only after its beat stood still for the stale time', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'earmark-clean-'));
  const locks = createFileLock({ beatMs: 20, staleMs: 200 });
  const path = join(folder, 'song.earmark.lock');
  let beat = 0;
  writeFileSync(path, foreign(beat));
  const timer = setInterval(() => writeFileSync(path, foreign(++beat)), 30);
  await expect(locks.acquire(join(folder, 'song'), { waitMs: 500 })).rejects.toThrow('elsewhere');
  clearInterval(timer);
  await using lease = await locks.acquire(join(folder, 'song'), { waitMs: 20_000 });
  await lease.confirm();
  rmSync(folder, { recursive: true });
});

/** A process that waits for a held lock, until it is killed. */
/** It is killed once its deed lies beside the holder's. */
async function killedWaiter(key: string): Promise<void> {
  const script = `
    import { readdirSync } from 'node:fs';
    import { dirname, join } from 'node:path';
    import { createFileLock } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
    const [, key] = process.argv;
    void createFileLock().acquire(key, { waitMs: 100_000 });
    const deeds = () => readdirSync(join(dirname(key), '.earmark-locks')).filter((name) => name.startsWith('deed-'));
    const look = setInterval(() => {
      if (deeds().length < 2) return;
      clearInterval(look);
      console.log('waiting');
    }, 5);
  `;
  const args = ['--conditions=@earmark/source', '--input-type=module', '-e', script, key];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
}
const deedsIn = (folder: string) =>
  readdirSync(join(folder, '.earmark-locks')).filter((name) => name.startsWith('deed-'));

test('what a killed waiter left is cleaned, and the deed of a lock stays as long as the lock', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'earmark-left-'));
  const key = join(folder, 'song');
  const locks = createFileLock();
  const lease = await locks.acquire(key, {});
  await killedWaiter(key);
  expect(deedsIn(folder)).toHaveLength(2);
  for await (const _ of cleanLocks({ locks, under: folder }));
  expect(deedsIn(folder)).toHaveLength(1);
  await lease.confirm();
  await lease.release();
  expect(deedsIn(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});

test('the next process that locks something there cleans it by itself', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'earmark-left-'));
  const key = join(folder, 'song');
  await using _lease = await createFileLock().acquire(key, {});
  await killedWaiter(key);
  await using _other = await createFileLock().acquire(join(folder, 'another'), {});
  expect(deedsIn(folder)).toHaveLength(2);
  rmSync(folder, { recursive: true });
});

test('deeds of another machine are left to it for a day', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'earmark-left-'));
  const locks = createFileLock();
  await (await locks.acquire(join(folder, 'song'), {})).release();
  const deed = join(folder, '.earmark-locks', 'deed-1234.0');
  writeFileSync(deed, JSON.stringify({ hostname: 'elsewhere', pid: 7, boot: 'b', nonce: '1234' }));
  for await (const _ of locks.removeLeftovers(folder));
  expect(existsSync(deed)).toBe(true);
  const longAgo = Date.now() / 1000 - 25 * 3600;
  utimesSync(deed, longAgo, longAgo);
  for await (const _ of locks.removeLeftovers(folder));
  expect(existsSync(deed)).toBe(false);
  rmSync(folder, { recursive: true });
});
