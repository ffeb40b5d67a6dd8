import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import { createLineProcess } from './line-process.ts';

/** What others see in a file; undefined where they cannot read it. */
export interface Seen {
  /** Checksum of the decoded sound; empty where nothing was decoded. */
  readonly sound: string;
  readonly mutagen?:
    | { readonly genres: readonly string[]; readonly others: readonly string[] }
    | undefined;
  readonly taglib?: readonly string[] | undefined;
  readonly musicMetadata?: readonly string[] | undefined;
  readonly sharp?: readonly string[] | undefined;
}
export interface Judges {
  look(path: string): Promise<Seen>;
  /** Whether mutagen writes the genres into a copy of its own and leaves the sound as it is. */
  mutagenWrites(path: string, sound: string, genres: readonly string[]): Promise<boolean>;
  close(): void;
}

const python = process.env.EARMARK_PYTHON ?? '/usr/bin/python3';

/** Four readers and a decoder, each in a process of its own that is replaced where it hangs. */
export function createJudges(scratch: string): Judges {
  const here = (name: string) => join(import.meta.dirname, name);
  const mutagen = createLineProcess(python, [here('mutagen_judge.py')]);
  const script = createLineProcess(process.execPath, [here('js_judge.mjs')]);
  const taglib = existsSync('/usr/include/taglib/fileref.h')
    ? createLineProcess(compiled(here('genres.cpp'), join(scratch, 'genres')), [])
    : undefined;

  const json = async (process: typeof mutagen, request: object) => {
    const line = await process.ask(JSON.stringify(request));
    return line === undefined ? undefined : JSON.parse(line);
  };
  return {
    async look(path) {
      const line = await taglib?.ask(path);
      return {
        sound: decoded(path),
        mutagen: (await json(mutagen, { do: 'dump', path }))?.dump ?? undefined,
        taglib: line?.startsWith('+') ? line.slice(1).split('\x1f').filter(Boolean) : undefined,
        musicMetadata: (await json(script, { path }))?.musicMetadata,
        sharp: (await json(script, { path, only: 'sharp' }))?.sharp,
      };
    },
    async mutagenWrites(path, sound, genres) {
      const copy = join(scratch, `mutagen${extname(path).toLowerCase()}`);
      copyFileSync(path, copy);
      const answer = await json(mutagen, { do: 'write', path: copy, genres });
      return answer?.ok === true && sound !== '' && sound === decoded(copy);
    },
    close() {
      for (const process of [mutagen, script, taglib]) process?.close();
    },
  };
}

function compiled(source: string, program: string): string {
  execFileSync('g++', ['-O1', '-std=c++17', '-o', program, source, '-ltag']);
  return program;
}

const ofNothing = 'MD5=d41d8cd98f00b204e9800998ecf8427e';

function decoded(path: string): string {
  const args = ['-v', 'error', '-i', `file:${path}`, '-map', '0:a:0', '-f', 'md5', '-'];
  const { stdout } = spawnSync('ffmpeg', args, { encoding: 'utf8', timeout: 60_000 });
  const checksum = stdout?.trim() ?? '';
  return checksum === ofNothing ? '' : checksum;
}
