import { watch as watchFolder } from 'node:fs';
import type { OriginContext } from '@earmark/core';
import type { Settings } from './options.ts';
import { scanUnits } from './scan.ts';
import { both, everything, type Selection, selectFolders } from './selection.ts';
import { stopIfAsked } from './stop.ts';
import { createTouched, type Touched } from './touched.ts';

export interface LibraryChange {
  readonly subject: string;
  readonly what: 'added' | 'changed' | 'removed';
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
  const touched = createTouched(ctx.clock, watchDelayMs, ctx.reader.extensions);
  const close = pollMs === undefined ? listen(settings, touched) : () => undefined;
  async function next(): Promise<Selection> {
    if (pollMs === undefined) return selectFolders(await touched.quiet(ctx.signal));
    await ctx.clock.sleep(pollMs, ctx.signal);
    return everything;
  }
  try {
    yield* changes(ctx, settings, selection);
    for (;;) {
      const only = await next();
      stopIfAsked(ctx.signal);
      yield* changes(ctx, settings, both(selection, only));
    }
  } finally {
    close();
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

function listen({ roots }: Settings, touched: Touched): () => void {
  const watchers = Object.entries(roots).map(([root, place]) => {
    const watcher = watchFolder(place, { recursive: true }, (_, name) => {
      if (name !== null) touched.touch(root, name.replaceAll('\\', '/'));
    });
    watcher.on('error', touched.fail);
    return watcher;
  });
  return () => {
    for (const watcher of watchers) watcher.close();
  };
}
