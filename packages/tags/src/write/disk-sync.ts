import { syncFile, syncFolder } from '@earmark/core/files';

/** Waits for the disk beside the worker threads, which have other work meanwhile. */
export interface DiskSync {
  /** Makes a file's bytes survive a power cut. */
  file(path: string): Promise<void>;
  /** Makes a folder's entries survive it. One sync is enough for all who ask before it begins. */
  folder(path: string): Promise<void>;
}

export function createDiskSync(sync = syncFolder): DiskSync {
  const running = new Map<string, Promise<void>>();
  const next = new Map<string, Promise<void>>();

  async function begin(path: string): Promise<void> {
    // The running one may have begun before this rename.
    await running.get(path)?.catch(() => undefined);
    next.delete(path);
    const one = sync(path);
    running.set(path, one);
    try {
      await one;
    } finally {
      if (running.get(path) === one) running.delete(path);
    }
  }
  return {
    file: syncFile,
    folder(path) {
      const one = next.get(path) ?? begin(path);
      next.set(path, one);
      return one;
    },
  };
}
