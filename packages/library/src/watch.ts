import { watch as watchFolder } from 'node:fs';
import type { OriginContext } from '@earmark/core';
import type { Settings } from './options.ts';
import { parentOf } from './paths.ts';
import { scanUnits } from './scan.ts';
import { both, everything, type Selection, selectFolders } from './selection.ts';
import { stopIfAsked } from './stop.ts';

export interface LibraryChange {
  readonly subject: string;
  readonly what: 'added' | 'changed' | 'removed';
}
/** What the system said since it was last asked, by root. */
interface Touched {
  take(): Readonly<Record<string, readonly string[]>>;
  next(signal: AbortSignal): Promise<void>;
  close(): void;
}

/**
 * Albums as they come, change and go. Folders that the system reports are looked at once they have been quiet
 * for `watchDelayMs`. Changes that other machines make on a network share are reported by no system: there,
 * `pollMs` looks at everything so often.
 */
export async function* watchLibrary(
  ctx: OriginContext,
  settings: Settings,
  selection: Selection,
): AsyncGenerator<LibraryChange> {
  const { pollMs, watchDelayMs } = settings;
  const touched = pollMs === undefined ? listen(settings) : undefined;
  try {
    yield* changes(ctx, settings, selection);
    for (;;) {
      if (touched) await touched.next(ctx.signal);
      await ctx.clock.sleep(pollMs ?? watchDelayMs, ctx.signal);
      stopIfAsked(ctx.signal);
      const only = touched ? selectFolders(touched.take()) : everything;
      yield* changes(ctx, settings, both(selection, only));
    }
  } finally {
    touched?.close();
  }
}

async function* changes(
  ctx: OriginContext,
  settings: Settings,
  selection: Selection,
): AsyncGenerator<LibraryChange> {
  const units = scanUnits(ctx, settings, { selection, full: false });
  for (let step = await units.next(); ; step = await units.next()) {
    if (step.done) {
      for (const subject of step.value.removedAlbums) yield { subject, what: 'removed' };
      return;
    }
    for (const { album, files, what } of step.value.albums ?? [])
      if (files.some(({ root, path }) => selection.has(root, path)))
        yield { subject: album.id, what: what === 'added' ? 'added' : 'changed' };
  }
}

function listen({ roots }: Settings): Touched {
  let folders: Record<string, Set<string>> = {};
  let wake: () => void = () => undefined;
  let broken: unknown;
  const watchers = Object.entries(roots).map(([root, place]) => {
    const watcher = watchFolder(place, { recursive: true }, (_, name) => {
      if (name === null) return;
      const path = name.replaceAll('\\', '/');
      const set = folders[root] ?? new Set();
      folders[root] = set;
      // The name may be a file of a folder, or a folder that came as a whole.
      set.add(path).add(parentOf(path));
      wake();
    });
    watcher.on('error', (error) => {
      broken = error;
      wake();
    });
    return watcher;
  });
  return {
    take() {
      const taken = Object.entries(folders).map(([root, set]) => [root, [...set]] as const);
      folders = {};
      return Object.fromEntries(taken);
    },
    next: (signal) =>
      new Promise((resolve, reject) => {
        wake = () => (broken === undefined ? resolve() : reject(broken));
        signal.addEventListener('abort', wake, { once: true });
        if (signal.aborted || broken !== undefined || Object.keys(folders).length > 0) wake();
      }),
    close() {
      for (const watcher of watchers) watcher.close();
    },
  };
}
