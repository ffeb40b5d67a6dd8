import { setImmediate } from 'node:timers/promises';
import type { OriginContext } from '@earmark/core';
import type { Settings } from './options.ts';
import type { Selection } from './selection.ts';
import { walk } from './walk.ts';

const pauseEveryMs = 10;

/**
 * Announces about how many albums a library has, by the folders that hold media: for a first scan, which finds
 * albums as it goes. Runs beside it in short slices and opens nothing; the scan tells what cannot be looked at.
 */
export async function countUnits(
  ctx: OriginContext,
  settings: Settings,
  selection: Selection,
  ended: AbortSignal,
): Promise<void> {
  const walking = {
    settings,
    extensions: ctx.reader.extensions,
    selection,
    failed: () => undefined,
  };
  let units = 0;
  let last = ctx.clock.monotonic();
  for (const root of Object.keys(settings.roots))
    for (const { folders } of walk(root, walking)) {
      if (folders.length > 0) units += 1;
      if (ctx.clock.monotonic() - last < pauseEveryMs) continue;
      await setImmediate();
      if (ended.aborted || ctx.signal.aborted) return;
      last = ctx.clock.monotonic();
    }
  ctx.report.expect(units);
}
