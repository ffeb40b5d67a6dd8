import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
