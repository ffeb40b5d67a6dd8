import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { EarmarkError } from '@earmark/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileLock } from './index.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'earmark-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a lock is a readable file beside what it locks, and gone after release', async () => {
  const locks = createFileLock({ roots: { music: folder }, account: 'anna' });
  const lease = await locks.acquire('music:song.flac', {});
  const said = JSON.parse(readFileSync(join(folder, 'song.flac.earmark.lock'), 'utf8'));
  expect(said).toMatchObject({
    hostname: hostname(),
    pid: process.pid,
    file: join(folder, 'song.flac'),
    token: lease.token,
    beat: 0,
    account: 'anna',
  });
  expect(Date.parse(said.locked_at) / 1000).toBeCloseTo(said.timestamp, 0);
  await lease.release();
  expect(readdirSync(folder)).toEqual(['.earmark-locks']);
});

test('the suffix is the one of another tool where it is told so', async () => {
  const locks = createFileLock({ suffix: '.mediabox.lock' });
  await using _lease = await locks.acquire(join(folder, 'film.mkv'), {});
  expect(existsSync(join(folder, 'film.mkv.mediabox.lock'))).toBe(true);
});

test('a second holder is refused and told by whom', async () => {
  const first = createFileLock({ account: 'anna' });
  const second = createFileLock();
  await using _lease = await first.acquire(join(folder, 'song.flac'), {});
  const refusal = second.acquire(join(folder, 'song.flac'), { waitMs: 30 });
  await expect(refusal).rejects.toSatisfy((error) => EarmarkError.is(error, 'locked'));
  await expect(refusal).rejects.toThrow(`process ${process.pid} on ${hostname()}, account anna`);
});

test('tokens grow over the life of a key, also through another strategy', async () => {
  const tokens: number[] = [];
  for (const locks of [createFileLock(), createFileLock(), createFileLock()])
    for (let round = 0; round < 3; round++) {
      await using lease = await locks.acquire(join(folder, 'song.flac'), {});
      tokens.push(lease.token);
    }
  expect(tokens).toEqual([...new Set(tokens)].sort((a, b) => a - b));
});

test('a killed process is replaced at once', async () => {
  const key = join(folder, 'song.flac');
  const child = spawn(
    process.execPath,
    ['--conditions=@earmark/source', '--input-type=module', '-e', holder, key],
    { stdio: ['ignore', 'pipe', 'inherit'], cwd: import.meta.dirname },
  );
  await once(child.stdout, 'data');
  const locks = createFileLock();
  await expect(locks.acquire(key, {})).rejects.toThrow(`process ${child.pid}`);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await locks.inspect(key)).toMatchObject({ state: 'dead' });
  await using lease = await locks.acquire(key, {});
  expect(lease.token).toBe(2);
});

const holder = `
  import { createFileLock } from './index.ts';
  await createFileLock().acquire(process.argv[1], {});
  console.log('held');
  setInterval(() => {}, 1000);
`;

test('a file whose folder is gone cannot be locked, and no folder is made for it', async () => {
  const locks = createFileLock({ roots: { music: folder } });
  const refusal = locks.acquire('music:gone/song.flac', {});
  await expect(refusal).rejects.toSatisfy((error) => EarmarkError.is(error, 'io'));
  expect(readdirSync(folder)).toEqual([]);
});

test('a lock file that is being written by another tool is neither taken nor judged', async () => {
  const locks = createFileLock();
  writeFileSync(join(folder, 'song.flac.earmark.lock'), '{"hostname": "mer');
  await expect(locks.acquire(join(folder, 'song.flac'), { waitMs: 30 })).rejects.toThrow(
    'cannot be read yet',
  );
});

test('an acquisition that fails half-way leaves no lock behind', async () => {
  const locks = createFileLock();
  await (await locks.acquire(join(folder, 'song.flac'), {})).release();
  const [counter = ''] = readdirSync(join(folder, '.earmark-locks'));
  rmSync(join(folder, '.earmark-locks', counter));
  await expect(locks.acquire(join(folder, 'song.flac'), {})).rejects.toThrow('lost its counter');
  expect(readdirSync(folder)).toEqual(['.earmark-locks']);
  expect(readdirSync(join(folder, '.earmark-locks'))).toEqual([]);
});
