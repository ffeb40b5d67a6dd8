import { execFileSync, spawnSync } from 'node:child_process';
import { copyFile, mkdtemp, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cutOff } from './cut-off.ts';

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;
const kinds: Readonly<Record<string, readonly string[]>> = {
  flac: [],
  'tagged.mp3': ['-metadata', 'title=Song', '-write_id3v1', '1'],
  mp3: ['-q:a', '4'],
  m4a: ['-movflags', '+faststart'],
  opus: [],
  ogg: ['-c:a', 'libvorbis'],
  wav: [],
  aiff: [],
};
let folder: string;
const whole = (kind: string) => join(folder, `whole.${kind}`);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earmark-sound-'));
  if (!hasFfmpeg) return;
  const sound = ['-f', 'lavfi', '-i', 'anoisesrc=d=12:a=0.1:r=44100', '-ac', '2'];
  for (const [kind, more] of Object.entries(kinds))
    execFileSync('ffmpeg', ['-v', 'error', ...sound, ...more, whole(kind)]);
});
afterAll(() => rm(folder, { recursive: true }));

describe.skipIf(!hasFfmpeg)(`cutOff${hasFfmpeg ? '' : ' (there is no ffmpeg in PATH)'}`, () => {
  test.each(Object.keys(kinds))('a whole %s is whole', async (kind) => {
    expect(await cutOff(whole(kind))).toBeUndefined();
  });

  test.each(
    Object.keys(kinds).flatMap((kind) => [0.3, 0.5, 0.85].map((part) => [kind, part] as const)),
  )('of a %s only %d is there, and that is seen', async (kind, part) => {
    const file = join(folder, `part-${part}.${kind}`);
    await copyFile(whole(kind), file);
    await truncate(file, Math.floor((await stat(file)).size * part));
    expect(await cutOff(file)).toMatch(/ends at|missing|not whole/);
  });

  test('how much of it is there is told where the container knows', async () => {
    const file = join(folder, 'half.flac');
    await copyFile(whole('flac'), file);
    await truncate(file, Math.floor((await stat(file)).size / 2));
    expect(await cutOff(file)).toMatch(/^its sound ends at 0:0[56] of 0:12$/);
  });
});

test.each(['', 'x', 'fLaC', 'OggS', 'RIFF', 'ID3', '\xff\xfb\x90\x00'])(
  '%j and little else is no reason to fall over',
  async (text) => {
    const file = join(folder, 'odd');
    await writeFile(file, text, 'latin1');
    await cutOff(file);
  },
);
