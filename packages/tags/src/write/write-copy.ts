import {
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fchownSync,
  futimesSync,
  openSync,
  writeSync,
} from 'node:fs';
import type { FileStat, OpenFile } from '../worker/file-access.ts';
import { editedView } from './edited-view.ts';
import { growth, type Patch } from './patch.ts';

export interface CopyTask {
  readonly file: OpenFile;
  readonly patch: Patch;
  readonly to: string;
  readonly keepMtime: boolean;
  readonly beat: () => void;
}
const chunkBytes = 1024 * 1024;

/** Writes the patched file to a new one and has it verified. It is not yet brought to the disk. */
export async function writeCopy(task: CopyTask, verify: () => Promise<void>): Promise<void> {
  const { file, patch, to } = task;
  const fd = keepsPlaces(task) ? openCopied(file, to) : openSync(to, 'wx', 0o600);
  try {
    if (keepsPlaces(task)) for (const { at, new: bytes } of patch) writeAll(fd, bytes, at);
    else writeView(fd, task);
    takeAttributes(fd, file.stat, task.keepMtime);
    await verify();
  } finally {
    closeSync(fd);
  }
}

/** Where nothing moves, the file system copies (or shares) the bytes by itself. Worth its calls only for big files. */
function keepsPlaces({ file, patch }: CopyTask): boolean {
  return (
    file.size > chunkBytes &&
    growth(patch) === 0 &&
    patch.every(({ old, new: bytes }) => old.length === bytes.length)
  );
}

function openCopied(file: OpenFile, to: string): number {
  copyFileSync(file.path, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  return openSync(to, 'r+');
}

function writeView(fd: number, { file, patch, beat }: CopyTask): void {
  const view = editedView(file, patch);
  for (let done = 0; done < view.size; done += chunkBytes) {
    writeAll(fd, view.bytes(done, chunkBytes), done);
    beat();
  }
}

function writeAll(fd: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; )
    done += writeSync(fd, bytes, done, bytes.length - done, at + done);
}

function takeAttributes(fd: number, stat: FileStat, keepMtime: boolean): void {
  // The mode first: it is no longer ours to set once the owner is another.
  unlessRefused(() => fchmodSync(fd, stat.mode & 0o7777), ['EPERM', 'ENOTSUP']);
  if (
    process.getuid !== undefined &&
    (stat.uid !== process.getuid() || stat.gid !== process.getgid?.())
  )
    unlessRefused(
      () => fchownSync(fd, stat.uid, stat.gid),
      ['EPERM', 'EINVAL', 'ENOSYS', 'ENOTSUP'],
    );
  if (keepMtime) {
    const seconds = Number(BigInt(stat.mtimeNs) / 1000n) / 1e6;
    futimesSync(fd, seconds, seconds);
  }
}

/**
 * Only root may give files away, a rootless container cannot to who has no number in it, and some mounts have one
 * owner and mode for all: then the new file is as the system made it.
 */
function unlessRefused(work: () => void, codes: readonly string[]): void {
  try {
    work();
  } catch (error) {
    if (!codes.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
