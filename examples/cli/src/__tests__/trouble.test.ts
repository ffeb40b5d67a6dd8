import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHouse, type House, jsonLines } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await createHouse(2);
});
afterAll(() => house[Symbol.asyncDispose]());

describe('a state folder that cannot be one', () => {
  test.skipIf(process.platform !== 'linux')(
    'where no folder can be made, the command says so and ends',
    async () => {
      const { code, stderr } = await house.earmark(['runs', '--state', '/proc/earmark']);
      expect(stderr).toContain('/proc/earmark could not be made');
      expect(code).toBe(1);
    },
  );

  test('a file is told from a folder', async () => {
    await writeFile(join(house.folder, 'a-file'), '');
    const { code, stderr } = await house.earmark(['runs', '--state', 'a-file']);
    expect(stderr).toContain('a file of this name');
    expect(code).toBe(1);
  });

  test.each(['--state', '--account', '--config'])(
    'an empty %s is wrong usage, not the current folder',
    async (flag) => {
      const { code, stderr } = await house.earmark(['runs', flag, '']);
      expect(stderr).toContain('is empty');
      expect(code).toBe(2);
    },
  );
});

/** Runs it with its output led somewhere by a shell, and gives what it says of itself and its exit code. */
function inShell(command: string, where: string) {
  const node = [process.execPath, ...house.command].map((word) => `'${word}'`).join(' ');
  return spawnSync('sh', ['-c', `{ ${node} ${command}; echo "code $?" >&2; } ${where}`], {
    cwd: house.folder,
    encoding: 'utf8',
  }).stderr;
}

describe.skipIf(process.platform === 'win32')('an output that is gone', () => {
  test('a run whose reader went away ends cleanly, by itself', () => {
    expect(inShell('tag music --dry-run', '| true')).toMatch(/code (0|130)\n/);
  });

  test('a listing whose reader went away is done', () => {
    expect(inShell('tag --help', '| true')).toContain('code 0');
  });

  test.skipIf(process.platform !== 'linux')('a full disk below the output is said', () => {
    const said = inShell('runs', '> /dev/full');
    expect(said).toMatch(/^earmark: the output could not be written: ENOSPC/);
    expect(said).toContain('code 1');
  });
});

test('old runs are forgotten, those that can be undone when asked for alone', async () => {
  const prune = (...more: readonly string[]) =>
    house.earmark(['state', 'prune', '--state', 'pruned', '--json', ...more]);
  const wrote = await house.earmark(['tag', house.music, '--state', 'pruned', '--json']);
  expect(wrote.code, wrote.stderr).toBe(0);
  await house.earmark(['tag', house.music, '--state', 'pruned', '--dry-run']);
  expect(jsonLines(await prune('--older-than', '1d'))).toMatchObject([{ runs: 0 }]);
  expect(jsonLines(await prune('--older-than', '0d'))).toMatchObject([{ runs: 1 }]);
  expect(jsonLines(await prune('--older-than', '0d', '--undo-too'))).toMatchObject([{ runs: 1 }]);
  expect((await prune('--older-than', 'old')).code).toBe(2);
});

test('--quiet leaves out hints and progress, never what went wrong', async () => {
  const undone = await house.earmark(['undo', 'nothing', '--quiet']);
  expect(undone.stderr).toContain('Unknown run or receipt');
  const broken = join(house.folder, 'broken');
  await mkdir(broken);
  await writeFile(join(broken, '1.mp3'), 'no music');
  const tagged = await house.earmark(['tag', broken, '--dry-run', '--quiet']);
  expect(tagged.stderr).toContain('1.mp3');
  expect(tagged.code).toBe(1);
});
