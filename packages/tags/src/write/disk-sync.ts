import { open } from 'node:fs/promises';
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
    async file(path) {
      const file = await open(path, 'r+');
      try {
        await file.sync();
      } finally {
        await file.close();
      }
    },
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
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } catch (error) {
    if (!isUnsyncable(error)) throw error;
  } finally {
    await folder.close();
  }
}
