import { open } from 'node:fs/promises';

/** Makes a folder's entries (a rename, a new or removed file) survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders and keeps its entries by journal.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some network file systems cannot sync a folder; then nobody can do more.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EINVAL' && code !== 'ENOTSUP') throw error;
  } finally {
    await handle.close();
  }
}
