import type { Clock } from '@earmark/core';
import { unitFolderOf } from './disc-folder.ts';
import { extensionOf, nameOf, parentOf } from './paths.ts';
import { stopIfAsked } from './stop.ts';

/** Folders, by root, as they are touched and come to rest. */
export interface Touched {
  /** Something happened at this path below a root: to a file in a folder, or to a folder as a whole. */
  touch(root: string, path: string): void;
  /** Waits for folders that have been quiet, with all beneath them, for long enough, and takes them. */
  quiet(signal: AbortSignal): Promise<Readonly<Record<string, readonly string[]>>>;
  /** Whoever waits is told that nothing will be heard any more. */
  fail(error: unknown): void;
}

export function createTouched(
  clock: Clock,
  quietMs: number,
  mediaExtensions: ReadonlySet<string>,
): Touched {
  const lastTouch = new Map<string, Map<string, number>>();
  let wake: () => void = () => undefined;
  let failure: { readonly error: unknown } | undefined;

  function mark(root: string, folder: string): void {
    const times = lastTouch.get(root) ?? new Map<string, number>();
    lastTouch.set(root, times);
    const now = clock.monotonic();
    times.set(folder, now);
    for (let above = folder; above !== ''; ) {
      above = parentOf(above);
      if (times.has(above)) times.set(above, now);
    }
  }

  function take(): Record<string, string[]> {
    const taken: Record<string, string[]> = {};
    const before = clock.monotonic() - quietMs;
    for (const [root, times] of lastTouch) {
      const quiet = [...times].filter(([, time]) => time <= before).map(([folder]) => folder);
      if (quiet.length > 0) taken[root] = quiet;
      for (const folder of quiet) times.delete(folder);
      if (times.size === 0) lastTouch.delete(root);
    }
    return taken;
  }

  function untilNextMs(): number {
    const times = [...lastTouch.values()].flatMap((each) => [...each.values()]);
    const first = times.reduce((one, other) => Math.min(one, other));
    return Math.max(first + quietMs - clock.monotonic(), 0);
  }

  function anyTouch(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      wake = () => {
        signal.removeEventListener('abort', wake);
        resolve();
      };
      signal.addEventListener('abort', wake);
      if (signal.aborted || failure || lastTouch.size > 0) wake();
    });
  }

  return {
    touch(root, path) {
      if (!mediaExtensions.has(extensionOf(nameOf(path)))) mark(root, unitFolderOf(path));
      mark(root, unitFolderOf(parentOf(path)));
      wake();
    },
    async quiet(signal) {
      for (;;) {
        await anyTouch(signal);
        stopIfAsked(signal);
        if (failure) throw failure.error;
        await clock.sleep(untilNextMs(), signal);
        const taken = take();
        if (Object.keys(taken).length > 0) return taken;
      }
    },
    fail(error) {
      failure = { error };
      wake();
    },
  };
}
