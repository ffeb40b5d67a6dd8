import { type CatalogueFile, discFolder } from '@earmark/core';
import { cameBack } from './came-back.ts';
import { compareUnit, type Known } from './compare.ts';
import { unitFolderOf } from './disc-folder.ts';
import { finishUnit, type ScannedUnit } from './finish-unit.ts';
import { absolute, nameOf, parentOf } from './paths.ts';
import { readUnits } from './read-unit.ts';
import { isSameRecording } from './recognise.ts';
import { type ScanState, soundKey } from './scan-state.ts';
import { stopIfAsked } from './stop.ts';
import { readUnit } from './walk.ts';

/**
 * The end of a scan: files that went are matched with files that came, the rest is removed, units that this
 * touched are grouped again, albums without files go. Gives the units again that changed here.
 */
export async function* settle(scan: ScanState): AsyncGenerator<ScannedUnit, readonly string[]> {
  const { ctx, batch, counts } = scan;
  await batch.flush();
  const gone = [...scan.vanished.values()].filter(
    ({ id, root, path }) => !scan.moved.has(id) && !scan.isUnreadable(root, path),
  );
  const back = await cameBack(gone, scan);
  for (const known of gone) {
    stopIfAsked(ctx.signal);
    // The next scan compares it.
    if (back.has(known.id) || scan.isUnreadable(known.root, known.path)) continue;
    const row = await ctx.catalogue.file(known.id);
    // Another file was put at its path in the meantime.
    if (!row) continue;
    if (row.album !== undefined) scan.left.add(row.album);
    markUnit(known, scan);
    const come = await whereItWent(row, scan);
    if (come) {
      const { album: _, ...rest } = come;
      const essence = come.essence ?? row.essence;
      const put = {
        ...rest,
        id: row.id,
        ...(row.album !== undefined && { album: row.album }),
        ...(essence !== undefined && { essence }),
      };
      await batch.add({ remove: [come.id], put: [put] });
      if (come.album !== undefined) scan.left.add(come.album);
      regroup(come, scan);
      counts.new--;
      counts.moved++;
    } else {
      await batch.add({ remove: [row.id] });
      counts.removed++;
    }
  }
  await batch.flush();
  for (const { root, folder } of scan.regroup.values()) {
    const unit = readUnit(root, folder, scan.walking);
    if (unit.folders.length === 0) continue;
    const diff = await compareUnit(unit, ctx.catalogue, { empty: false, full: false });
    const [read] = await readUnits([diff], ctx, scan.settings.roots, {
      empty: false,
      moved: scan.moved,
    });
    if (read) yield await finishUnit(read, scan);
    await batch.flush();
  }
  const removed: string[] = [];
  for (const id of scan.left)
    if ((await ctx.catalogue.album(id)) && !(await hasFiles(id, scan))) removed.push(id);
  await batch.add({ removeAlbums: removed });
  await batch.flush();
  return removed;
}

async function whereItWent(
  gone: CatalogueFile,
  scan: ScanState,
): Promise<CatalogueFile | undefined> {
  const key = soundKey(gone);
  const candidates: CatalogueFile[] = [];
  for (const id of scan.fresh.get(key) ?? []) {
    const row = await scan.ctx.catalogue.file(id);
    if (row) candidates.push(row);
  }
  const sameName = (row: CatalogueFile) => (nameOf(row.path) === nameOf(gone.path) ? 0 : 1);
  candidates.sort((left, right) => sameName(left) - sameName(right));
  for (const candidate of candidates) {
    const come = gone.essence === undefined ? candidate : await withEssence(candidate, scan);
    if (!isSameRecording(gone, come)) continue;
    scan.fresh.set(
      key,
      (scan.fresh.get(key) ?? []).filter((id) => id !== come.id),
    );
    return come;
  }
  return undefined;
}

/** Hashing is dear: only where the file that went has a digest to compare with. */
async function withEssence(row: CatalogueFile, scan: ScanState): Promise<CatalogueFile> {
  if (row.essence !== undefined) return row;
  const path = absolute(scan.settings.roots[row.root] ?? '', row.path);
  const options = { essence: true, signal: scan.ctx.signal };
  for await (const answer of scan.ctx.reader.read([path], options))
    if (answer.ok && answer.essence !== undefined) return { ...row, essence: answer.essence };
  return row;
}

/** What stays of a unit when one of its discs went as a whole. */
function markUnit(gone: Known, scan: ScanState): void {
  if (discFolder(nameOf(parentOf(gone.path)))) regroup(gone, scan);
}

function regroup(
  { root, path }: { readonly root: string; readonly path: string },
  scan: ScanState,
) {
  const folder = unitFolderOf(parentOf(path));
  scan.regroup.set(`${root}:${folder}`, { root, folder });
}

async function hasFiles(album: string, { ctx }: ScanState): Promise<boolean> {
  return (await ctx.catalogue.files({ album, limit: 1 })).length > 0;
}
