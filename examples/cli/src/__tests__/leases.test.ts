import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createEarmark } from '@earmark/core';
import { createFileLock } from '@earmark/lock';
import { createSqliteStore } from '@earmark/store';
import { createTempFolder } from '@earmark/testkit';
import { expect, test } from 'vitest';

const holder = `
  const { createFileLock } = await import('@earmark/lock');
  await createFileLock().acquire(process.argv[1], { account: 'default' });
  process.kill(process.pid, 'SIGKILL');
`;

async function houseWith(leases: 'account' | 'state' | 'target') {
  const temp = await createTempFolder();
  const state = join(temp.path, 'state');
  const music = join(temp.path, 'music');
  await mkdir(music);
  const locks = createFileLock();
  const store = createSqliteStore({ folder: state });
  const roots = { m: music, away: join(temp.path, 'away') };
  const earmark = await createEarmark({ store, locks, leases, roots });
  const end = async () => {
    await earmark.close();
    await temp.remove();
  };
  return { earmark, locks, music, state, end };
}

test('a file that a killed process held is seen by its name in the library, and freed', async () => {
  const { earmark, music, end } = await houseWith('target');
  const file = join(music, 'song.mp3');
  const child = spawn(
    process.execPath,
    ['--conditions=@earmark/source', '--input-type=module', '-e', holder, file],
    { cwd: import.meta.dirname, stdio: 'inherit' },
  );
  await once(child, 'exit');
  const [found, ...others] = await earmark.leases.list();
  expect(others).toEqual([]);
  expect(found).toMatchObject({ of: 'file', target: 'm:song.mp3', state: 'dead' });
  expect(found?.holder.pid).toBe(child.pid);
  expect(found?.beatAt).toBeGreaterThan(0);
  await earmark.leases.takeAway(String(found?.id));
  expect(await earmark.leases.list()).toEqual([]);
  await end();
});

test.each(['account', 'state'] as const)(
  'who writes for the whole account is seen, where nothing else lies yet: %s',
  async (mode) => {
    const { earmark, locks, state, end } = await houseWith(mode);
    expect(await earmark.leases.list()).toEqual([]);
    const lease = await locks.acquire(join(state, 'default', 'locks', 'instance'));
    const [found] = await earmark.leases.list();
    expect(found).toMatchObject({ of: 'account', state: 'held', holder: { pid: process.pid } });
    await expect(earmark.leases.takeAway(String(found?.id))).rejects.toThrow('is alive');
    await lease.release();
    await end();
  },
);
