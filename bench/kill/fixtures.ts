import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';

const kinds: Readonly<Record<string, readonly string[]>> = {
  'song.mp3': ['-c:a', 'libmp3lame', '-write_id3v1', '1'],
  'song.flac': ['-c:a', 'flac'],
  'song.m4a': ['-c:a', 'aac'],
  'song.ogg': ['-c:a', 'libvorbis'],
  'song.opus': ['-c:a', 'libopus'],
};
const bigBytes = 30_000_000;

/** Noise of five seconds in every format, and for each of them 30 MB of the same. */
export function makeFixtures(folder: string): readonly string[] {
  const ffmpeg = (...args: readonly string[]) => execFileSync('ffmpeg', ['-v', 'error', ...args]);
  return Object.entries(kinds).flatMap(([name, codec]) => {
    const small = join(folder, name);
    const tags = ['-metadata', 'title=Noise', '-metadata', 'genre=Test'];
    ffmpeg('-f', 'lavfi', '-i', 'anoisesrc=d=5:a=0.3', '-ar', '48000', ...codec, ...tags, small);
    const big = join(folder, `big-${name}`);
    const times = Math.ceil(bigBytes / statSync(small).size);
    ffmpeg('-stream_loop', String(times), '-i', small, '-c', 'copy', ...tags, big);
    return [small, big];
  });
}
