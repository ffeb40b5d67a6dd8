import { closeSync, fsync, openSync } from 'node:fs';
import { isUnsyncable } from './disk.ts';

/** Waits for the disk beside the worker threads, which have other work meanwhile. */
export interface DiskSync {
  /** Makes a file's bytes survive a power cut. */
  file(path: string): Promise<void>;
  /** Makes a folder's entries survive it. One sync is enough for all who ask before it begins. */
  folder(path: string): Promise<void>;
}

export function createDiskSync(): DiskSync {
  const running = new Map<string, Promise<void>>();
  const next = new Map<string, Promise<void>>();

  async function begin(path: string): Promise<void> {
    // The running one may have begun before this rename.
    await running.get(path)?.catch(() => undefined);
    next.delete(path);
    const sync = syncFolder(path);
    running.set(path, sync);
    try {
      await sync;
    } finally {
      if (running.get(path) === sync) running.delete(path);
    }
  }
  return {
    file: (path) => sync(path, 'r+'),
    folder(path) {
      const sync = next.get(path) ?? begin(path);
      next.set(path, sync);
      return sync;
    },
  };
}

async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders and keeps its entries by journal.
  if (process.platform === 'win32') return;
  try {
    await sync(path, 'r');
  } catch (error) {
    if (!isUnsyncable(error)) throw error;
  }
}

/** What was written a moment ago opens at once; only the sync is worth a thread. */
async function sync(path: string, flags: 'r' | 'r+'): Promise<void> {
  const fd = openSync(path, flags);
  try {
    await new Promise<void>((resolve, reject) =>
      fsync(fd, (error) => (error ? reject(error) : resolve())),
    );
  } finally {
    closeSync(fd);
  }
}
