import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const program = fileURLToPath(new URL('index.ts', import.meta.url));

async function create(...args: readonly string[]) {
  const home = await mkdtemp(join(tmpdir(), 'create-earmark-'));
  onTestFinished(() => rm(home, { recursive: true }));
  const run = () =>
    spawnSync(process.execPath, [program, ...args], { cwd: home, encoding: 'utf8' });
  return { home, run, ...run() };
}

test.each(['script', 'server'])(
  'a %s is made without a question, with its music and no mark of the template',
  async (kind) => {
    const { home, stdout } = await create('mine', '--kind', kind, '--music', "/m/it's music");
    const folder = join(home, 'mine');
    expect(stdout).toContain(`Made ${folder}`);
    const names = await readdir(folder);
    expect(names.sort()).toEqual(
      [
        '.env',
        '.gitignore',
        'README.md',
        'earmark.config.ts',
        'index.ts',
        'package.json',
        'tsconfig.json',
      ].sort(),
    );
    const text = (
      await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
    ).join('\n');
    expect(text).not.toMatch(/@name@|@range@|@music@/);
    expect(text).toContain(`music: "/m/it's music"`);
  },
);

test('a folder that has something is left alone, and a wrong word is refused with the right ones', async () => {
  const { run } = await create('mine', '--kind', 'script', '--music', '/m');
  expect(run()).toMatchObject({ status: 2, stderr: expect.stringContaining('is not empty') });
  expect(await create('x', '--kind', 'scrip')).toMatchObject({
    status: 2,
    stderr: 'Unknown kind "scrip". Valid kinds: script, server.\n',
  });
});

test('without a terminal nothing is asked', async () => {
  const { status, stderr } = await create('mine');
  expect(status).toBe(2);
  expect(stderr).toContain('No terminal to ask in');
});
