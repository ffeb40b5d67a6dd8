import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
const [dryRun = '', write = ''] = [...readme.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(
  ([, code = '']) => code,
);
const tone = new URL('../../../examples/cli/demo/fixtures/tone.flac', import.meta.url);

/** Runs a program of the README in an empty folder, over a library of one song. */
async function run(program: string) {
  const home = await mkdtemp(join(tmpdir(), 'earmark-readme-'));
  const scripts = new URL('../node_modules/.cache/', import.meta.url);
  await mkdir(scripts, { recursive: true });
  await mkdir(join(home, 'music'));
  await copyFile(tone, join(home, 'music', 'song.flac'));
  const file = fileURLToPath(new URL(`readme-${process.pid}.mjs`, scripts));
  await writeFile(file, program.replaceAll("'/music", `'${join(home, 'music')}`));
  const env = { PATH: process.env.PATH };
  const { stdout, stderr } = spawnSync(process.execPath, ['--conditions=@earmark/source', file], {
    cwd: home,
    env,
    encoding: 'utf8',
  });
  const song = await readFile(join(home, 'music', 'song.flac'));
  await Promise.all([rm(home, { recursive: true }), rm(file)]);
  return { stdout, stderr, song };
}

test('five lines are a dry run', async () => {
  expect(dryRun.trim().split('\n')).toHaveLength(5);
  const { stdout, stderr } = await run(dryRun);
  expect(stderr).toBe('');
  expect(stdout).toContain("outcome: 'completed'");
  expect(stdout).toContain('subjects: 1');
});

test('fewer than ten lines write, verify and take back', async () => {
  expect(write.trim().split('\n').length).toBeLessThan(10);
  const { stdout, stderr, song } = await run(write);
  expect(stderr).toBe('');
  expect(stdout).toBe('1\n');
  expect(song.equals(await readFile(tone))).toBe(true);
});
