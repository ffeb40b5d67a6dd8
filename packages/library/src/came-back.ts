import { lstat } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import type { Known } from './compare.ts';
import { absolute, parentOf } from './paths.ts';
import type { ScanState } from './scan-state.ts';
import { everything, type Selection } from './selection.ts';
import { stopIfAsked } from './stop.ts';
import { walk } from './walk.ts';

/**
 * Of files that the walk missed, the ids of those that it finds now: a writer may take a file off its path for a
 * moment. Only the walk can say so: a path may lead to a file that is ignored by now, or spelled in other letters.
 */
export async function cameBack(
  gone: readonly Known[],
  scan: ScanState,
): Promise<ReadonlySet<string>> {
  const { settings, ctx } = scan;
  const there = new Map<string, string>();
  const ways = new Set<string>();
  const roots = new Set<string>();
  for (const { id, root, path } of gone) {
    stopIfAsked(ctx.signal);
    if (!(await mayBeFile(absolute(settings.roots[root] ?? '', path)))) continue;
    there.set(`${root}:${path}`, id);
    roots.add(root);
    for (let way = path; way !== ''; way = parentOf(way)) ways.add(`${root}:${parentOf(way)}`);
  }
  // Which of two links leads to a folder is known only to a walk that comes by both.
  const mayBeBelow: Selection['mayBeBelow'] = (root, folder) =>
    settings.followLinks || ways.has(`${root}:${folder}`);
  const selection = { has: () => true, mayBeBelow, places: everything.places, everything: false };
  const back = new Set<string>();
  for (const root of roots)
    for (const { folders } of walk(root, { ...scan.walking, selection })) {
      stopIfAsked(ctx.signal);
      await setImmediate();
      for (const { files } of folders)
        for (const { path } of files) {
          const id = there.get(`${root}:${path}`);
          if (id !== undefined) back.add(id);
        }
    }
  return back;
}

async function mayBeFile(place: string): Promise<boolean> {
  try {
    return (await lstat(place)).isFile();
  } catch (error) {
    // What cannot be looked at is for the walk to report.
    const { code } = error as NodeJS.ErrnoException;
    return code !== 'ENOENT' && code !== 'ENOTDIR';
  }
}
