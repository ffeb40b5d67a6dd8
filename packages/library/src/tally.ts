import { parentOf } from './paths.ts';
import type { Place } from './place-albums.ts';
import type { ScanState } from './scan-state.ts';

/** Albums and unreadable files as the catalogue has them after a scan: of all, or of what was asked for. */
export async function tally(
  { ctx, settings, selection }: ScanState,
  asked: Iterable<Place>,
): Promise<{ readonly albums: number; readonly failed: number }> {
  const { catalogue } = ctx;
  const sum = { albums: 0, failed: 0 };
  if (selection.everything) {
    for (const root of Object.keys(settings.roots)) {
      const { albums, failed } = await catalogue.counts(root);
      sum.albums += albums;
      sum.failed += failed;
    }
    return sum;
  }
  const albums = new Set<string>();
  for (const { root, folder } of asked)
    for (const { path, album, fault } of await catalogue.files({ root, folder }))
      if (parentOf(path) === folder && selection.has(root, path)) {
        if (album !== undefined) albums.add(album);
        if (fault) sum.failed++;
      }
  return { ...sum, albums: albums.size };
}
