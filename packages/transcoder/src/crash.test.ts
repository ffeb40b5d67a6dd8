import { readdir, readFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { crashAtEverySyscall, createTempFolder } from '@earmark/testkit';
import { beforeEach, expect, test } from 'vitest';
import { ffmpeg, hasFfmpeg, noFfmpeg, probe } from './__tests__/bench.ts';

beforeEach((ctx) => {
  if (!hasFfmpeg) ctx.skip(noFfmpeg);
});

/** A short sound, its name, and what comes of it. */
async function walk(before: string, after: string, profile: string, args: readonly string[]) {
  await using folder = await createTempFolder();
  await using state = await createTempFolder();
  const made = `${state.path}/made-${before}`;
  ffmpeg(['-f', 'lavfi', '-i', 'sine=duration=0.3', ...args, '-y', made]);
  const original = await readFile(made);
  const isWhole = async (name: string) => {
    const bytes = await readFile(`${folder.path}/${name}`).catch(() => undefined);
    if (bytes?.equals(original)) return true;
    return bytes !== undefined && (probe(`${folder.path}/${name}`).durationSeconds ?? 0) > 0.25;
  };
  const keptOriginals = async () => {
    const entries = await readdir(`${folder.path}/.earmark-kept`).catch(() => []);
    return Promise.all(
      entries.map((entry) =>
        readFile(`${folder.path}/.earmark-kept/${entry}/before/${before}`).catch(() => undefined),
      ),
    );
  };
  return await crashAtEverySyscall({
    script: fileURLToPath(new URL('./__tests__/transcode-once.ts', import.meta.url)),
    args: [folder.path, `${state.path}/state.json`, before, profile],
    execArgv: ['--conditions=@earmark/source'],
    under: folder.path,
    async prepare() {
      for (const name of await readdir(folder.path))
        await rm(`${folder.path}/${name}`, { recursive: true });
      await rm(`${state.path}/state.json`, { force: true });
      await folder.write(before, original);
    },
    async afterKill() {
      expect((await isWhole(before)) || (await isWhole(after))).toBe(true);
      const there = await readFile(`${folder.path}/${before}`).catch(() => undefined);
      const kept = await keptOriginals();
      expect(there?.equals(original) || kept.some((bytes) => bytes?.equals(original))).toBe(true);
    },
    async afterNextRun() {
      expect((await readdir(folder.path)).sort()).toEqual(['.earmark-kept', after]);
      expect(await isWhole(after)).toBe(true);
      expect((await keptOriginals()).some((bytes) => bytes?.equals(original))).toBe(true);
    },
  });
}

// Each waits for the disk most of the time.
test.concurrent.each([
  ['song.wav', 'song.flac', 'flac', []],
  ['song.m4a', 'song.m4a', 'aac', ['-c:a', 'alac']],
])(
  'killed at any call, %s or %s is whole and the original is somewhere; the next run ends it',
  async (before, after, profile, args) => {
    const calls = await walk(before, after, profile, args);
    expect(calls.map(({ call }) => call)).toContain('link');
  },
  300_000,
);
