import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryState } from '@earmark/core';
import type { MediaProbe } from '../ffmpeg/probe.ts';
import { probeOf } from '../ffmpeg/probe.ts';
import { type WriteContext, writeContext } from './context.ts';

export const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;
export const noFfmpeg = 'there is no ffmpeg in PATH';

/** A folder with media made by ffmpeg, and a context over it as the root `m`. */
export async function createBench() {
  const path = await mkdtemp(join(tmpdir(), 'earmark-transcode-'));
  const state = createMemoryState();
  return {
    path,
    file: (name: string) => join(path, name),
    state,
    context: (over: Partial<WriteContext> = {}): WriteContext => writeContext(path, state, over),
    make: (name: string, ...args: readonly string[]) => ffmpeg([...args, '-y', join(path, name)]),
    async script(name: string, text: string) {
      const file = join(path, '..', `${path.split('/').at(-1)}-${name}`);
      await writeFile(file, `#!/bin/sh\n${text}\n`);
      await chmod(file, 0o755);
      scripts.push(file);
      return file;
    },
    names: async (folder = '.') => (await readdir(join(path, folder))).sort(),
    bytes: (name: string) => readFile(join(path, name)),
    probe: (name: string): MediaProbe => probe(join(path, name)),
    async [Symbol.asyncDispose]() {
      await rm(path, { recursive: true, force: true });
      for (const file of scripts.splice(0)) await rm(file, { force: true });
    },
  };
}
export type Bench = Awaited<ReturnType<typeof createBench>>;
const scripts: string[] = [];

export function ffmpeg(args: readonly string[]): string {
  const { status, stderr, stdout } = spawnSync('ffmpeg', ['-v', 'error', '-nostdin', ...args]);
  if (status !== 0) throw new Error(`ffmpeg ${args.join(' ')}: ${stderr}`);
  return String(stdout);
}
export function probe(path: string): MediaProbe {
  const { stdout } = spawnSync('ffprobe', [
    ...['-v', 'error', '-print_format', 'json', '-show_format', '-show_streams'],
    ...['-show_chapters', path],
  ]);
  return probeOf(JSON.parse(String(stdout)), path);
}
/** The digest of the decoded sound. */
export const soundOf = (path: string) =>
  ffmpeg(['-i', path, '-map', '0:a:0', '-c:a', 'pcm_s32le', '-f', 'md5', '-']).trim();

export const sine = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=2'] as const;
export const noise = ['-f', 'lavfi', '-i', 'anoisesrc=duration=2:amplitude=0.3:seed=7'] as const;
export const pictures = ['-f', 'lavfi', '-i', 'testsrc=duration=2:size=128x96:rate=10'] as const;
