import { spawnSync } from 'node:child_process';

const python = '/usr/bin/python3';

/** Why a tool cannot be used here, or nothing. */
export function missing(tool: 'ffmpeg' | 'mutagen'): string | undefined {
  const [command, args] =
    tool === 'mutagen' ? [python, ['-c', 'import mutagen']] : ['ffmpeg', ['-version']];
  const { error, status } = spawnSync(command, args);
  return error || status !== 0 ? `${tool} is not installed` : undefined;
}

function run(tool: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(tool, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${tool} ended with ${status}: ${stderr}${stdout}`);
  return stdout;
}

/** One second of a tone with a title, an artist and a genre. */
export const tone = (path: string, ...more: string[]): string =>
  run(
    'ffmpeg',
    ...['-v', 'error', '-y', '-f', 'lavfi', '-i', 'sine=frequency=440:duration=1'],
    ...['-metadata', 'title=A tone', '-metadata', 'artist=Sine', '-metadata', 'genre=Test'],
    ...[...more, path],
  );

/** The checksum of the decoded sound. */
export const decoded = (path: string): string =>
  run('ffmpeg', '-v', 'error', '-i', path, '-map', '0:a', '-f', 'md5', '-').trim();

/** All frames as mutagen shows them, by name, the genres apart, and the length in seconds. */
export const mutagenDump = (
  path: string,
): { frames: Record<string, string>; genre: string[]; length: number } =>
  JSON.parse(
    run(
      python,
      '-c',
      `import sys, json, mutagen
f = mutagen.File(sys.argv[1])
frames = {k: repr(v) for k, v in f.tags.items() if k != 'TCON'}
genre = f.tags['TCON'].genres if 'TCON' in f.tags else []
print(json.dumps({'frames': frames, 'genre': genre, 'length': f.info.length}))`,
      path,
    ),
  );

/** Tags that only mutagen makes: a picture, chapters, a rating, in the version given. */
export const mutagenFill = (path: string, version: 3 | 4): string =>
  run(
    python,
    '-c',
    `import sys, mutagen
from mutagen.id3 import APIC, CHAP, CTOC, POPM, TIT2, TPE1, TCON, TDRC, TXXX
f = mutagen.File(sys.argv[1])
if f.tags is None: f.add_tags()
for frame in (TIT2(3, ['A tone']), TPE1(3, ['Ärger']), TCON(3, ['Test']), TDRC(3, ['1971-06-22']), TXXX(3, 'BARCODE', ['123']),
  APIC(0, 'image/png', 3, 'front', b'\\x89PNG' + bytes(range(1, 256)) * 12), POPM('a@b', 128, 7), CTOC('toc', 3, ['c1'], []),
  CHAP('c1', 0, 500, 0xffffffff, 0xffffffff, [TIT2(3, ['One'])])): f.tags.add(frame)
version = int(sys.argv[2])
if version == 3: f.tags.update_to_v23()
f.save(v2_version=version) if sys.argv[1].endswith('.mp3') else f.save()`,
    path,
    String(version),
  );
