import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { EarmarkError } from '@earmark/core';
import { type Bytes, createByteReader } from './bytes.ts';
import { isTar, tarEntry } from './tar.ts';

export interface OpenDumpOptions {
  /** The path of the wanted file, where the dump is a tar. */
  readonly entry?: string;
  readonly signal?: AbortSignal;
  /** Told as bytes of the file itself are read. */
  readonly onRead?: (bytes: number) => void;
}

/** The content of a dump, whatever it is wrapped in: told by its first bytes, xz, gzip or neither, then tar or not. */
export async function* openDump(path: string, options: OpenDumpOptions = {}): Bytes {
  const { entry, signal, onRead } = options;
  const file = createByteReader(counted(path, onRead, signal), path);
  const unpacked = createByteReader(unwrapped(await file.peek(6), file.rest(), path, signal), path);
  if (entry !== undefined && isTar(await unpacked.peek(512)))
    yield* tarEntry(unpacked, entry, path);
  else yield* unpacked.rest();
}

async function* counted(
  path: string,
  onRead: OpenDumpOptions['onRead'],
  signal: AbortSignal | undefined,
): Bytes {
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
    if (signal?.aborted) throw new EarmarkError('aborted', 'stopped by the caller');
    onRead?.(chunk.length);
    yield chunk;
  }
}

function unwrapped(head: Uint8Array, chunks: Bytes, path: string, signal?: AbortSignal): Bytes {
  const start = Buffer.from(head).toString('hex');
  if (start.startsWith('fd377a585a00')) return xz(chunks, path, signal);
  if (start.startsWith('1f8b')) return gzip(chunks, path);
  return chunks;
}

async function* gzip(chunks: Bytes, path: string): Bytes {
  const gunzip = createGunzip();
  const feeding = pipeline(chunks, gunzip);
  yield* drained(gunzip, feeding, path);
}

/** xz itself does it: faster than anything in JavaScript, and in a process of its own. */
async function* xz(chunks: Bytes, path: string, signal?: AbortSignal): Bytes {
  const child = spawn('xz', ['--decompress', '--stdout'], { stdio: ['pipe', 'pipe', 'ignore'] });
  try {
    await once(child, 'spawn', signal ? { signal } : {});
  } catch (error) {
    throw new EarmarkError(
      'unsupported',
      `${path} is packed with xz, and there is no \`xz\` program: install it (package xz-utils), or unpack the file yourself and give the .tar`,
      { cause: error },
    );
  }
  const exited = once(child, 'exit').then(([code]) => {
    if (code !== 0) throw new Error(`xz ended with ${code}`);
  });
  const feeding = Promise.all([pipeline(chunks, child.stdin), exited]);
  try {
    yield* drained(child.stdout, feeding, path);
  } finally {
    child.kill();
  }
}

/** What comes out, and what went wrong on the way in: a file that ends early must not look like its end. */
async function* drained(out: Readable, feeding: Promise<unknown>, path: string): Bytes {
  const failed = feeding.then(
    () => undefined,
    (error: unknown) => error,
  );
  try {
    yield* out as AsyncIterable<Uint8Array>;
    const error = await failed;
    if (error !== undefined) throw error;
  } catch (error) {
    const cause = (await failed) ?? error;
    if (EarmarkError.is(cause)) throw cause;
    throw new EarmarkError('malformed', `${path} cannot be unpacked: fetch it again`, { cause });
  }
}
