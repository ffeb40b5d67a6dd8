import { constants, copyFile, link, rename, statfs } from 'node:fs/promises';
import { type Clock, EarmarkError } from '@earmark/core';
import { syncFile } from '@earmark/core/files';

/** What file systems without hard links say: FAT, some SMB mounts. */
const noLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV', 'EINVAL']);

/** A second name. False where this file system has none; a name that is taken throws `conflict`. */
export async function linkOnce(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST')
      throw new EarmarkError('conflict', `${to} is already there: move it away, then plan again`);
    if (noLinks.has(code)) return false;
    throw error;
  }
}

/** A full copy, on the disk, where a second name is not to be had. */
export async function copyOnce(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  await syncFile(to);
}

/** An open file cannot be replaced on Windows and SMB for as long as it is open: worth a short wait. */
const retryMs = [50, 100, 200, 400, 800];
const busy = new Set(['EACCES', 'EPERM', 'EBUSY', 'ETXTBSY']);

export async function renameOver(from: string, to: string, clock: Clock): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const wait = retryMs[attempt];
      if (wait === undefined || !busy.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      await clock.sleep(wait);
    }
  }
}

export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
