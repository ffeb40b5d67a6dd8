import { spawnSync } from 'node:child_process';

const python = '/usr/bin/python3';

/** Why a tool cannot be used here, or nothing. */
export const missing = (tool: 'ffmpeg' | 'mutagen' | 'flac' | 'ogginfo'): string | undefined => {
  const args = tool === 'mutagen' ? ['-c', 'import mutagen'] : ['-version'];
  const { error, status } = spawnSync(tool === 'mutagen' ? python : tool, args);
  return error || (tool === 'mutagen' && status !== 0) ? `${tool} is not installed` : undefined;
};

export function run(tool: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(tool, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${tool} ended with ${status}: ${stderr}${stdout}`);
  return stdout;
}

/** One second of a tone, tagged, with a picture where the muxer takes one. */
export const tone = (path: string, codec: string, ...more: string[]): string =>
  run(
    'ffmpeg',
    ...['-v', 'error', '-y', '-f', 'lavfi', '-i', 'sine=frequency=440:duration=1'],
    ...['-c:a', codec, '-ac', '2', '-ar', '48000', '-strict', '-2'],
    ...['-metadata', 'TITLE=A tone', '-metadata', 'ARTIST=Sine', '-metadata', 'GENRE=Test'],
    ...[...more, path],
  );

/** The checksum of the decoded sound. */
export const decoded = (path: string): string =>
  run('ffmpeg', '-v', 'error', '-i', path, '-f', 'md5', '-').trim();

/** Name and value of every comment, in order, and the length in seconds, as mutagen reads them. */
export const mutagenDump = (path: string): { tags: [string, string][]; length: number } =>
  JSON.parse(
    run(
      python,
      '-c',
      `import sys, json, mutagen
f = mutagen.File(sys.argv[1])
print(json.dumps({'tags': list(f.tags), 'length': f.info.length}))`,
      path,
    ),
  );
