import { EarmarkError } from '@earmark/core';

/** A file in an archive: where it goes, and how long it is. */
export interface TarEntry {
  readonly path: string;
  readonly bytes: number;
}
export type Chunks = AsyncIterable<Uint8Array>;

const block = 512;
const regular = 0x30;

/** An archive of files, as it is written: POSIX ustar, readable by every tar. */
export async function* writeTar(
  files: Iterable<TarEntry & { readonly content: Chunks }>,
): AsyncGenerator<Uint8Array> {
  for (const { path, bytes, content } of files) {
    yield headerOf(path, bytes);
    yield* content;
    yield Buffer.alloc(padding(bytes));
  }
  yield Buffer.alloc(2 * block);
}

/**
 * The files of an archive that came from outside, one after the other: read each to its end before the next. Only
 * plain files are taken; a link, a device or a folder makes it `malformed`, as does what is no archive.
 */
export async function* readTar(
  chunks: Chunks,
): AsyncGenerator<TarEntry & { readonly content: Chunks }> {
  const reader = createReader(chunks);
  for (;;) {
    const header = await reader.exactly(block);
    if (header.every((byte) => byte === 0)) return;
    const entry = entryOf(header);
    yield { ...entry, content: reader.next(entry.bytes) };
    await reader.exactly(padding(entry.bytes));
  }
}

function headerOf(path: string, bytes: number): Buffer {
  const header = Buffer.alloc(block);
  const octal = (value: number, at: number, length: number) =>
    header.write(value.toString(8).padStart(length - 1, '0'), at, 'latin1');
  header.write(path, 0, 100, 'utf8');
  octal(0o600, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(bytes, 124, 12);
  octal(0, 136, 12);
  header[156] = regular;
  header.write('ustar\u000000', 257, 'latin1');
  octal(sumOf(header), 148, 7);
  return header;
}

function entryOf(header: Buffer): TarEntry {
  const text = (from: number, to: number) =>
    header.toString('utf8', from, to).replace(/\0[\s\S]*$/, '');
  const number = (from: number, to: number) => Number.parseInt(text(from, to).trim(), 8);
  if (number(148, 156) !== sumOf(header)) throw noArchive('it is no tar archive, or is damaged');
  const path = text(0, 100);
  if (header[156] !== regular || text(345, 500) !== '')
    throw noArchive(`${JSON.stringify(path)} in it is no plain file`);
  const bytes = number(124, 136);
  if (!Number.isSafeInteger(bytes) || bytes < 0) throw noArchive('a length in it is none');
  return { path, bytes };
}

/** Of all bytes, with the place of the sum itself as spaces. */
const sumOf = (header: Buffer): number =>
  header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);

const padding = (bytes: number) => (block - (bytes % block)) % block;

function createReader(chunks: Chunks) {
  const source = chunks[Symbol.asyncIterator]();
  let left: Uint8Array = new Uint8Array();

  /** Up to so many bytes of what comes next, and at least one. */
  async function some(most: number): Promise<Uint8Array> {
    while (left.length === 0) {
      const { done, value } = await source.next();
      if (done) throw noArchive('it ends too early');
      left = value;
    }
    const part = left.subarray(0, most);
    left = left.subarray(part.length);
    return part;
  }
  async function* next(bytes: number): AsyncGenerator<Uint8Array> {
    for (let missing = bytes; missing > 0; ) {
      const part = await some(missing);
      missing -= part.length;
      yield part;
    }
  }
  async function exactly(bytes: number): Promise<Buffer> {
    const parts: Uint8Array[] = [];
    for await (const part of next(bytes)) parts.push(part);
    return Buffer.concat(parts);
  }
  return { next, exactly };
}

export const noArchive = (what: string, cause?: unknown) =>
  new EarmarkError('malformed', `This is no backup of Earmark: ${what}. Nothing was restored.`, {
    cause,
  });
