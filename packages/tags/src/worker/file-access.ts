import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { extname } from 'node:path';
import { EarmarkError, type RandomAccess } from '@earmark/core';

const headBytes = 8 * 1024;
const windowBytes = 8 * 1024;
const windowCount = 4;
const maxRead = 64 * 1024 * 1024;
const smallFile = 1024 * 1024;

/** A file that is open for reading. */
export interface OpenFile extends RandomAccess {
  readonly path: string;
  readonly fd: number;
  readonly head: Uint8Array;
  readonly stat: FileStat;
  close(): void;
}
export interface FileStat {
  readonly size: number;
  readonly mtimeNs: string;
  readonly inode: string;
  readonly links: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** Buffers that no open file uses: a thread reads one file after another. */
const spareHeads: Buffer[] = [];
const spareWindows: Buffer[] = [];
const spareWholes: Buffer[] = [];

/**
 * Opens a file and reads its head, nothing more. Later reads are exact, except small ones, which go through a
 * few windows. Views of the bytes end with `close`. Whoever needs every byte says `whole`: then a small file is
 * read at once.
 */
export function openFile(path: string, whole = false): OpenFile {
  // A pipe would block until somebody writes to it; without blocking it opens and is refused below.
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = statOf(fd, path);
    const isWhole = whole && stat.size <= smallFile;
    const [spares, room] = isWhole ? [spareWholes, smallFile] : [spareHeads, headBytes];
    const buffer = spares.pop() ?? Buffer.allocUnsafeSlow(room);
    const start = buffer.subarray(0, readFully(fd, buffer, 0, Math.min(buffer.length, stat.size)));
    const windows: Window[] = [];
    return {
      path,
      fd,
      head: start.subarray(0, headBytes),
      stat,
      size: stat.size,
      extension: extname(path).toLowerCase(),
      bytes: reader(fd, stat.size, start, windows, path),
      close() {
        spares.push(buffer);
        for (const { buffer: window } of windows) spareWindows.push(window);
        closeSync(fd);
      },
    };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

function statOf(fd: number, path: string): FileStat {
  const stat = fstatSync(fd, { bigint: true });
  if (!stat.isFile()) throw new EarmarkError('unsupported', `${path} is not a file`);
  return {
    size: Number(stat.size),
    mtimeNs: stat.mtimeNs.toString(),
    inode: stat.ino.toString(),
    links: Number(stat.nlink),
    mode: Number(stat.mode),
    uid: Number(stat.uid),
    gid: Number(stat.gid),
  };
}

interface Window {
  readonly from: number;
  readonly length: number;
  readonly buffer: Buffer;
}

function reader(
  fd: number,
  size: number,
  start: Uint8Array,
  windows: Window[],
  path: string,
): RandomAccess['bytes'] {
  return (offset, length) => {
    if (!(offset >= 0 && length >= 0)) {
      throw new EarmarkError(
        'malformed',
        `${path}: a position of ${offset}+${length} makes no sense`,
      );
    }
    const end = Math.min(offset + length, size);
    if (end <= offset) return new Uint8Array(0);
    if (end <= start.length) return start.subarray(offset, end);
    if (end - offset > maxRead) {
      throw new EarmarkError('malformed', `${path}: ${end - offset} bytes at once are no tag`);
    }
    if (end - offset >= windowBytes) return fresh(fd, offset, end - offset);
    for (const { from, length: held, buffer } of windows)
      if (offset >= from && end <= from + held) return buffer.subarray(offset - from, end - from);
    const buffer = spareWindows.pop() ?? Buffer.allocUnsafeSlow(windowBytes);
    const held = readFully(fd, buffer, offset, Math.min(windowBytes, size - offset));
    windows.push({ from: offset, length: held, buffer });
    if (windows.length > windowCount) windows.shift();
    return buffer.subarray(0, Math.min(end - offset, held));
  };
}

function fresh(fd: number, offset: number, length: number): Uint8Array {
  const buffer = Buffer.allocUnsafe(length);
  return buffer.subarray(0, readFully(fd, buffer, offset, length));
}

/** Reads until the buffer's share is full or the file ends, and says how much there was. */
function readFully(fd: number, buffer: Buffer, offset: number, length: number): number {
  let done = 0;
  while (done < length) {
    const got = readSync(fd, buffer, done, length - done, offset + done);
    if (got === 0) break;
    done += got;
  }
  return done;
}
