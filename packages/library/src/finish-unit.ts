import type { CatalogueFile } from '@earmark/core';
import { type Place, type PlacedAlbum, placeAlbums } from './place-albums.ts';
import type { ReadUnit } from './read-unit.ts';
import { type ScanState, soundKey } from './scan-state.ts';

export interface ScannedUnit extends Place {
  /** Absent where nothing changed: the catalogue has them. */
  readonly albums?: readonly PlacedAlbum[];
}

/** Groups a unit that was read and hands its differences to the batch. */
export async function finishUnit(read: ReadUnit, scan: ScanState): Promise<ScannedUnit> {
  const { ctx, settings, batch, counts } = scan;
  const { root, folder } = read.diff.unit;
  const before = await rowsBefore(read, scan);
  const readNow = new Set(read.rows.map(({ id }) => id));
  const keys = new Map(read.diff.adopted.map(({ id, key }) => [id, key]));
  const kept = [...before.values()]
    .filter(({ id }) => !readNow.has(id))
    .map((row) => ({ ...row, ...keys.get(row.id) }));
  const files = [...kept, ...read.rows.map((row) => ({ ...albumOf(before.get(row.id)), ...row }))];

  const isGone = ({ id }: CatalogueFile) => scan.vanished.has(id) && !scan.moved.has(id);
  const placed = await placeAlbums({ root, folder }, files, ctx, settings, isGone);
  const albums = new Set(placed.albums.map(({ album }) => album.id));
  await batch.add({
    put: placed.files.filter(
      ({ id, album }) => readNow.has(id) || keys.has(id) || before.get(id)?.album !== album,
    ),
    putAlbums: placed.albums.filter(({ what }) => what !== 'same').map(({ album }) => album),
  });
  // Who comes next must see where the album is now.
  if (placed.tookOver) await batch.flush();

  counts.new += read.fresh.length;
  counts.changed += read.changed;
  counts.moved += read.moved;
  for (const place of placed.robbed) scan.regroup.set(`${place.root}:${place.folder}`, place);
  for (const id of placed.left) scan.left.add(id);
  if (scan.empty) return { root, folder, albums: placed.albums };
  for (const { id } of await ctx.catalogue.albums({ root, folder }))
    if (!albums.has(id)) scan.left.add(id);
  for (const row of read.fresh) {
    const alike = scan.fresh.get(soundKey(row));
    if (alike) alike.push(row.id);
    else scan.fresh.set(soundKey(row), [row.id]);
  }
  return { root, folder, albums: placed.albums };
}

/** What the catalogue has of a unit's files that are still there. */
async function rowsBefore(
  { diff }: ReadUnit,
  { ctx, empty }: ScanState,
): Promise<Map<string, CatalogueFile>> {
  const rows = new Map<string, CatalogueFile>();
  if (empty) return rows;
  const vanished = new Set(diff.vanished.map(({ id }) => id));
  for (const { path } of diff.unit.folders)
    for (const row of await ctx.catalogue.files({ root: diff.unit.root, folder: path }))
      if (!vanished.has(row.id)) rows.set(row.id, row);
  return rows;
}

const albumOf = (row: CatalogueFile | undefined): Pick<CatalogueFile, 'album'> =>
  row?.album === undefined ? {} : { album: row.album };
