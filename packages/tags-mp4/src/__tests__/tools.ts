import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const python = '/usr/bin/python3';

/** Why a tool cannot be used here, or nothing. */
export const missing = (tool: 'ffmpeg' | 'mutagen'): string | undefined => {
  const args = tool === 'mutagen' ? ['-c', 'import mutagen'] : ['-version'];
  const { error, status } = spawnSync(tool === 'mutagen' ? python : tool, args);
  return error || status !== 0 ? `${tool} is not installed` : undefined;
};

export function run(tool: string, args: readonly string[], input = ''): string {
  const { status, stdout, stderr } = spawnSync(tool, args, {
    encoding: 'utf8',
    input,
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${tool} ended with ${status}: ${stderr}${stdout}`);
  return stdout;
}

const chapters = `;FFMETADATA1
title=A tone
artist=Sine
album=Tones
genre=Test
date=2001-02-03
track=3/12
[CHAPTER]
TIMEBASE=1/1000
START=0
END=500
title=One
[CHAPTER]
TIMEBASE=1/1000
START=500
END=1000
title=Two
`;

/** One second of a tone, tagged, with two chapters: a list of Nero and a chapter track. */
export const tone = (folder: string, name: string, more: readonly string[]): string => {
  const path = join(folder, name);
  run(
    'ffmpeg',
    [
      ...['-v', 'error', '-y', '-f', 'lavfi', '-i', 'sine=frequency=440:duration=1'],
      ...['-f', 'ffmetadata', '-i', 'pipe:0', '-map', '0:a', '-map_metadata', '1'],
      ...[...more, path],
    ],
    chapters,
  );
  return path;
};

/** The checksum of the decoded sound. */
export const decoded = (path: string): string =>
  run('ffmpeg', ['-v', 'error', '-i', path, '-map', '0:a', '-f', 'md5', '-']).trim();

export const probed = (path: string, ...what: string[]): string =>
  run('ffprobe', ['-v', 'error', ...what, path]);

export interface MutagenDump {
  readonly tags: Readonly<Record<string, unknown>>;
  readonly length: number;
  readonly chapters: readonly [number, string][];
}

/** What mutagen reads; `change` is run before, on the open file `f`. */
export const mutagenDump = (path: string, change = ''): MutagenDump =>
  JSON.parse(
    run(python, [
      '-c',
      `import sys, json
from mutagen.mp4 import MP4, MP4Cover, MP4FreeForm
f = MP4(sys.argv[1])
${change}
plain = lambda v: v.hex() if isinstance(v, bytes) else [plain(x) for x in v] if isinstance(v, (list, tuple)) else v
print(json.dumps({'tags': {k: plain(v) for k, v in (f.tags or {}).items()}, 'length': f.info.length,
  'chapters': [[c.start, c.title] for c in (f.chapters or [])]}))`,
      path,
    ]),
  );
