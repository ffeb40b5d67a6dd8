import { setTimeout as sleep } from 'node:timers/promises';
import { EarmarkError } from '@earmark/core';
import type { FileLock } from './file-lock.ts';
import type { FileLockInfo } from './listing.ts';

export interface CleanLocksOptions {
  readonly locks: FileLock;
  /** The folder to clean, with all below it: an absolute path, or a key. */
  readonly under: string;
  /**
   * How long to watch locks of other machines before they are judged, in milliseconds. Less than the stale time of
   * `locks`: only locks whose process is known to be dead are removed. Default 0.
   */
  readonly watchMs?: number;
  readonly signal?: AbortSignal;
}

/**
 * Removes the locks that nobody holds any more, each by acquiring it as anybody else would, and gives what it removed.
 * What killed waiters left goes as well.
 */
export async function* cleanLocks(options: CleanLocksOptions): AsyncIterable<FileLockInfo> {
  const { locks, under, watchMs = 0, signal } = options;
  const given = signal === undefined ? {} : { signal };
  if (watchMs > 0) {
    for await (const _seen of locks.list(under, given));
    await sleep(watchMs, undefined, given);
  }
  for await (const info of locks.list(under, given)) {
    if (info.state === 'held') continue;
    try {
      const lease = await locks.acquire(info.key, {});
      await lease.release();
      yield info;
    } catch (error) {
      if (!EarmarkError.is(error, 'locked')) throw error;
    }
  }
  for await (const _path of locks.removeLeftovers(under, given));
}
