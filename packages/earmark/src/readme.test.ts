import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
const [dryRun = '', write = ''] = [...readme.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(
  ([, code = '']) => code,
);
const tone = new URL('../../../examples/cli/demo/fixtures/tone.flac', import.meta.url);

/** Runs a program of the README in an empty folder, over a library of one song. */
async function run(program: string) {
  const home = await mkdtemp(join(tmpdir(), 'earmark-readme-'));
  await mkdir(join(home, 'music'));
  await copyFile(tone, join(home, 'music', 'song.flac'));
  const file = join(home, 'program.mjs');
  const code = program
    .replaceAll("'/music", `'${join(home, 'music')}`)
    .replace("'earmark'", `'${new URL('index.ts', import.meta.url)}'`);
  await writeFile(file, code);
  const env = { PATH: process.env.PATH };
  const { stdout, stderr } = spawnSync(process.execPath, ['--conditions=@earmark/source', file], {
    cwd: home,
    env,
    encoding: 'utf8',
  });
  const song = await readFile(join(home, 'music', 'song.flac'));
  await rm(home, { recursive: true });
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
