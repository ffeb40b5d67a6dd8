import { closeSync, fsyncSync, openSync } from 'node:fs';
import { open, readdir, unlink } from 'node:fs/promises';

/** Makes a file's bytes survive a power cut, also those of a file that is not to be written. */
export const syncFile = (path: string): Promise<void> =>
  // Windows syncs nothing that was opened for reading alone.
  sync(path, process.platform === 'win32' ? 'r+' : 'r');

/** Makes a folder's entries (a rename, a new or removed file) survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders and keeps their entries by journal.
  if (process.platform === 'win32') return;
  try {
    await sync(folder, 'r');
  } catch (error) {
    if (!isUnsyncable(error)) throw error;
  }
}

/** The same for worker threads, which have nothing else to do. */
export function syncFolderNow(folder: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } catch (error) {
    if (!isUnsyncable(error)) throw error;
  } finally {
    closeSync(fd);
  }
}

export async function removeIfThere(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** What lies in a folder; one that is gone holds nothing. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}

async function sync(path: string, flags: 'r' | 'r+'): Promise<void> {
  const file = await open(path, flags);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Some network file systems cannot sync a folder; then no more can be done. */
function isUnsyncable(error: unknown): boolean {
  return ['EINVAL', 'ENOTSUP', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '');
}
