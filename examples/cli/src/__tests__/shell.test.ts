import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHouse, type House } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await createHouse(1);
  await mkdir(join(house.folder, 'state', 'ann'), { recursive: true });
  await writeFile(join(house.folder, 'state', 'ann', 'earmark.db'), '');
});
afterAll(() => house[Symbol.asyncDispose]());

const words = async (...typed: string[]) => {
  const { stdout, stderr, code } = await house.earmark(['completion', 'words', '--', ...typed]);
  expect([code, stderr]).toEqual([0, '']);
  return stdout.split('\n').flatMap((line) => line.split('\t')[0] || []);
};

test('commands, sub-commands, options and choices are completed', async () => {
  expect(await words('ta')).toEqual(['tag', 'tags']);
  expect(await words('runs', 're')).toEqual(['resume']);
  expect(await words('tag', '--dr')).toEqual(['--dry-run']);
  expect(await words('list', '--sort', 'c')).toEqual(['creator', 'changed', 'confidence']);
  expect(await words('export', '')).toEqual(['albums', 'decisions', 'changes']);
  expect(await words('completion', 'z')).toEqual(['zsh']);
});

test('names of accounts, sources and roots are completed; of a path nothing is said', async () => {
  expect(await words('users', 'start', 'a')).toEqual(['ann']);
  expect(await words('runs', '--account', '')).toEqual(['ann']);
  expect(await words('tag', '--sources', 'm')).toEqual(['memory']);
  expect(await words('list', '--root', '')).toEqual(['music']);
  expect(await words('scan', '')).toEqual([]);
  expect(await words('no-such-command', '')).toEqual([]);
});

test.each(['bash', 'zsh', 'fish', 'powershell'])('%s gets a script', async (shell) => {
  const { stdout, code } = await house.earmark(['completion', shell]);
  expect([code, stdout]).toEqual([0, expect.stringContaining('earmark completion words --')]);
});

test('a shell runs line after line, with short words for accounts, and ends with the last code', async () => {
  const stdin = 'scan "music"\nlist --limit 1\n\nstatus\nhelp\nlist --sort colour\n';
  const { stdout, stderr, code } = await house.earmark(['shell'], { stdin });
  expect(stdout).toContain('Artist 0');
  expect(stdout).toMatch(/account +state/);
  expect(stdout).toContain('start-all');
  expect(stderr).toContain('Allowed choices are title');
  expect(code).toBe(2);
});

test('what was given to the shell holds for its lines, and exit ends it', async () => {
  const stdin = 'list\nexit\nnonsense\n';
  const { stdout, code } = await house.earmark(['shell', '--account', 'ben', '--json'], { stdin });
  expect([stdout, code]).toEqual(['', 0]);
});
