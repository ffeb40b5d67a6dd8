import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export interface Peer {
  /** Milliseconds for one file, the peer's own start left out. */
  perFile(paths: readonly string[]): number;
}
/** What mutagen says of a file. */
export interface Answer {
  readonly path: string;
  readonly seconds: number;
  readonly title?: readonly string[];
  readonly artist?: readonly string[];
  readonly album?: readonly string[];
  readonly genre?: readonly string[];
  readonly track?: readonly string[];
}

const python = process.env.EARMARK_PYTHON ?? '/usr/bin/python3';
const mutagenScript = join(import.meta.dirname, 'mutagen_read.py');

/** Compiles the reader into the scratch folder; undefined where TagLib's headers are not installed. */
export function createTaglibPeer(scratch: string): Peer | undefined {
  if (!existsSync('/usr/include/taglib/fileref.h')) return undefined;
  const program = join(scratch, 'taglib');
  const source = join(import.meta.dirname, 'taglib.cpp');
  execFileSync('g++', ['-O2', '-std=c++17', '-o', program, source, '-ltag']);
  return jsonPeer(program, []);
}

export const createParseFilePeer = (): Peer =>
  jsonPeer(process.execPath, [join(import.meta.dirname, 'parse-file.ts')]);

export function createMutagenPeer(): Peer {
  const args = [mutagenScript, 'no-answers'];
  return { perFile: (paths) => Number(run(python, args, paths)) / paths.length };
}

export function mutagenAnswers(paths: readonly string[]): readonly Answer[] {
  const lines = run(python, [mutagenScript], paths).trimEnd().split('\n');
  return lines.slice(1).map((line) => JSON.parse(line));
}

function jsonPeer(program: string, args: readonly string[]): Peer {
  return {
    perFile(paths) {
      const { files, ms } = JSON.parse(run(program, args, paths));
      if (files !== paths.length) throw new Error(`${program} read ${files} of ${paths.length}`);
      return ms / files;
    },
  };
}

function run(program: string, args: readonly string[], paths: readonly string[]): string {
  return execFileSync(program, args, { input: paths.join('\n'), maxBuffer: 1 << 30 }).toString();
}
