import {
  closeSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { link, mkdir, open, readdir, rename, rmdir, unlink } from 'node:fs/promises';

type Awaitable<T> = T | Promise<T>;

/** The calls a lock is made of. Each is one step that other processes see as a whole. */
export interface Disk {
  /** Exclusive create. Where somebody may look at it before it is written, it is not yet a claim. */
  create(path: string, text: string): Awaitable<void>;
  link(from: string, to: string): Awaitable<void>;
  rename(from: string, to: string): Awaitable<void>;
  unlink(path: string): Awaitable<void>;
  /** Opens and reads: never answered from what was seen before. */
  read(path: string): Awaitable<string>;
  /** Opens once, reads, and writes what `change` gives into the very file that was read, whatever its name is by then. */
  rewrite(path: string, change: (text: string) => string | undefined): Awaitable<boolean>;
  names(folder: string): Awaitable<readonly string[]>;
  mkdir(folder: string): Awaitable<void>;
  rmdir(folder: string): Awaitable<void>;
}

/** Lock records are some hundred bytes; a path may make them a few thousand. */
const largest = 16_384;

/** For disks of this machine: a call takes microseconds, and handing it to a thread takes longer. */
export const localDisk: Disk = {
  create(path, text) {
    const file = openSync(path, 'wx');
    try {
      writeSync(file, text);
    } finally {
      closeSync(file);
    }
  },
  link: linkSync,
  rename: renameSync,
  unlink: unlinkSync,
  read(path) {
    const file = openSync(path, 'r');
    try {
      return readOpen(file);
    } finally {
      closeSync(file);
    }
  },
  rewrite(path, change) {
    const file = openSync(path, 'r+');
    try {
      const text = change(readOpen(file));
      if (text !== undefined) writeSync(file, text, 0);
      return text !== undefined;
    } finally {
      closeSync(file);
    }
  },
  names: (folder) => readdirSync(folder),
  mkdir: (folder) => mkdirSync(folder),
  rmdir: rmdirSync,
};

/** For everything that may hang: a server that does not answer must not stop this process. */
export const remoteDisk: Disk = {
  async create(path, text) {
    const file = await open(path, 'wx');
    try {
      await file.write(text);
    } finally {
      await file.close();
    }
  },
  link,
  rename,
  unlink,
  async read(path) {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(largest), 0, largest, 0);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
  },
  async rewrite(path, change) {
    const file = await open(path, 'r+');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(largest), 0, largest, 0);
      const text = change(buffer.toString('utf8', 0, bytesRead));
      if (text === undefined) return false;
      await file.write(text, 0);
      await file.sync();
      return true;
    } finally {
      await file.close();
    }
  },
  names: (folder) => readdir(folder),
  async mkdir(folder) {
    await mkdir(folder);
  },
  rmdir,
};

const scratch = Buffer.alloc(largest);
function readOpen(file: number): string {
  return scratch.toString('utf8', 0, readSync(file, scratch, 0, largest, 0));
}

/** A server forgot the file between two steps, as another machine removed it. Node has no name for it on Linux. */
const stale = -116;

export function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return '';
  const named = process.platform !== 'linux' || !('errno' in error) || error.errno !== stale;
  return named ? String(error.code) : 'ESTALE';
}

/** Did it work, or was there nothing by that name (any more)? */
export async function found(step: () => Awaitable<unknown>): Promise<boolean> {
  try {
    await step();
    return true;
  } catch (error) {
    if (['ENOENT', 'ESTALE'].includes(codeOf(error))) return false;
    throw error;
  }
}
