import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Makes a folder's entries (a rename, a new or removed file) survive a power cut. */
export function syncFolder(folder: string): void {
  // Windows opens no folders and keeps its entries by journal.
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

/** Some network file systems cannot sync a folder; then nobody can do more. */
export function isUnsyncable(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'EINVAL' || code === 'ENOTSUP';
}
