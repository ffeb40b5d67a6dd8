import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  type Catalogue,
  createMemoryState,
  createMemoryStore,
  type Fault,
  type Fields,
  type OriginContext,
  type ReadResult,
  systemClock,
  type TagReader,
} from '@earmark/core';
import { onTestFinished } from 'vitest';

/** A synthetic track: its tags and sound as JSON, in a file that only the reader below understands. */
interface Track {
  readonly sound?: string;
  readonly seconds?: number;
  readonly [field: string]: string | number | readonly string[] | undefined;
}

export interface Bench {
  readonly folder: string;
  readonly catalogue: Catalogue;
  readonly failures: { readonly target: string; readonly fault: Fault }[];
  /** Media that no reader exists for, by extension. */
  readonly unread: [string, number][];
  /** Every path that the reader was asked for. */
  readonly reads: string[];
  /** Every total that the library announced. */
  readonly expected: number[];
  readonly ctx: OriginContext;
  put(path: string, track: Track): void;
  write(path: string, bytes: string): void;
  at(path: string): string;
  stop(): void;
}

export async function createBench(): Promise<Bench> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'earmark-library-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { catalogue } = await createMemoryStore().account('test');
  const failures: Bench['failures'] = [];
  const reads: string[] = [];
  const unread: Bench['unread'] = [];
  const expected: number[] = [];
  const stopper = new AbortController();
  const silent = () => undefined;
  const refuse = async () => {
    throw new Error('a library has no business on the network');
  };
  const at = (path: string) => join(folder, path);
  const write = (path: string, bytes: string) => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), bytes);
  };
  return {
    folder,
    catalogue,
    failures,
    reads,
    unread,
    expected,
    ctx: {
      account: 'test',
      catalogue,
      reader: createJsonReader(reads),
      clock: systemClock,
      http: { json: refuse, request: refuse },
      log: { debug: silent, info: silent, warn: silent, error: silent },
      report: {
        progress: silent,
        failed: (target, fault) => failures.push({ target, fault }),
        unread: (extension, files) => unread.push([extension, files]),
        expect: (subjects) => expected.push(subjects),
      },
      roots: {},
      signal: stopper.signal,
      state: createMemoryState(),
    },
    put: (path, track) => write(path, JSON.stringify(track)),
    write,
    at,
    stop: () => stopper.abort(),
  };
}

/** Tracks with numbers, and a sound and length of their own. */
export function putAlbum(bench: Bench, folder: string, album: string, tracks = 3): void {
  for (let track = 1; track <= tracks; track++)
    bench.put(`${folder}/${track}.mp3`, {
      album,
      artist: 'X',
      track: String(track),
      title: `${album} ${track}`,
      sound: `${album} ${track}`,
      seconds: album.length * 100 + track,
    });
}

function createJsonReader(reads: string[]): TagReader {
  return {
    extensions: new Set(['.mp3', '.flac', '.m4b']),
    async *read(paths, { essence = false } = {}) {
      for await (const path of paths) {
        reads.push(path);
        yield readTrack(path, essence);
      }
    },
  };
}

function readTrack(path: string, essence: boolean): ReadResult {
  try {
    const {
      sound = path,
      seconds = 200,
      ...rest
    } = JSON.parse(readFileSync(path, 'utf8')) as Track;
    const fields: Fields = Object.fromEntries(
      Object.entries(rest).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.map(String) : [String(value)],
      ]),
    );
    const digest = createHash('sha1').update(sound).digest('hex');
    const tags = { fields, complete: true, durationSeconds: seconds, pictures: 0, chapters: 0 };
    return { path, ok: true, format: 'json', tags, ...(essence && { essence: digest }) };
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code !== undefined;
    const fault = { code: missing ? 'io' : 'malformed', message: String(error) } as const;
    return { path, ok: false, fault };
  }
}
