import { setImmediate } from 'node:timers/promises';
import type { OriginContext } from '@earmark/core';
import { compareUnit, isQuiet, type UnitDiff } from './compare.ts';
import { finishUnit, type ScannedUnit } from './finish-unit.ts';
import type { Settings } from './options.ts';
import { parentOf } from './paths.ts';
import type { Place } from './place-albums.ts';
import { type ReadUnit, readUnits } from './read-unit.ts';
import { createScanState, type ScanSettings, type ScanState } from './scan-state.ts';
import { everything } from './selection.ts';
import { settle } from './settle.ts';
import { stopIfAsked } from './stop.ts';
import { tally } from './tally.ts';
import { walk } from './walk.ts';

export interface ScanCounts {
  /** Media files by name, those that nobody understands too. */
  readonly files: number;
  readonly albums: number;
  readonly new: number;
  readonly changed: number;
  readonly removed: number;
  readonly moved: number;
  /** Files that no reader understands. */
  readonly failed: number;
}
export interface ScanResult {
  readonly counts: ScanCounts;
  readonly removedAlbums: readonly string[];
}

const filesPerChunk = 256;
/** So many chunks are being read while the next files are looked for and those before are grouped. */
const chunksAhead = 4;
const pauseEveryMs = 10;

/**
 * Walks, compares, reads what changed, groups, writes the differences; gives each unit as it is done. Memory
 * holds a few chunks of files, the names of the folders and the keys of what changed, whatever the size of the
 * library. What moved without a common inode, and what is gone, is settled at the end.
 */
export async function* scanUnits(
  ctx: OriginContext,
  settings: Settings,
  options: ScanSettings,
): AsyncGenerator<ScannedUnit, ScanResult> {
  const scan = await createScanState(ctx, settings, options);
  const { selection } = options;
  const { empty } = scan;
  const pause = createPause(scan);
  const asked: Place[] = [];
  const bare: string[] = [];
  let chunk: UnitDiff[] = [];
  let inChunk = 0;
  const reading: Promise<ReadUnit[]>[] = [];

  function startReading(): void {
    const next = readUnits(chunk, ctx, settings.roots, { empty, moved: scan.moved });
    next.catch(() => undefined);
    reading.push(next);
    [chunk, inChunk] = [[], 0];
  }
  async function* finishOldest(): AsyncGenerator<ScannedUnit> {
    for (const unit of (await reading.shift()) ?? []) {
      await pause();
      yield await finishUnit(unit, scan);
    }
  }

  const unread = new Map<string, number>();
  const count = (extension: string) => unread.set(extension, (unread.get(extension) ?? 0) + 1);
  for (const root of Object.keys(settings.roots)) {
    const seen = new Set<string>();
    const places = new Set(selection.places(root));
    const around = new Set([...places].filter((place) => place !== '').map(parentOf));
    for (const unit of walk(root, { ...scan.walking, unread: count })) {
      await pause();
      for (const { path, files } of unit.folders) {
        seen.add(path);
        if (!selection.everything) asked.push({ root, folder: path });
        // What is a file has no folders below it.
        for (const file of files) places.delete(file.path);
        scan.counts.files += selection.everything
          ? files.length
          : files.filter((file) => selection.has(root, file.path)).length;
      }
      if (unit.folders.length === 0) continue;
      const diff = await compareUnit(unit, ctx.catalogue, { empty, full: options.full });
      for (const known of diff.vanished) scan.vanished.set(known.id, known);
      if (isQuiet(diff)) {
        yield { root, folder: unit.folder };
        continue;
      }
      chunk.push(diff);
      inChunk += diff.changed.length + diff.appeared.length;
      if (inChunk < filesPerChunk && chunk.length < filesPerChunk) continue;
      startReading();
      if (reading.length > chunksAhead) yield* finishOldest();
    }
    if (empty) continue;
    if (seen.size === 0 && isBare(root, scan)) bare.push(root);
    else await findVanishedFolders(root, { places, around, seen }, scan);
  }
  for (const [extension, files] of unread) ctx.report.unread(extension, files);
  startReading();
  while (reading.length > 0) yield* finishOldest();
  await scan.batch.flush();
  for (const root of bare) await reportAway(root, scan);
  const removedAlbums = yield* settle(scan);
  ctx.report.progress(scan.counts.files, scan.counts.files);
  return { counts: { ...scan.counts, ...(await tally(scan, asked)) }, removedAlbums };
}

interface Walked {
  /** What was asked for, but the files that are there. */
  readonly places: ReadonlySet<string>;
  /** The folders that what was asked for is in: a place may be a file. */
  readonly around: ReadonlySet<string>;
  readonly seen: ReadonlySet<string>;
}

/** A folder of the catalogue that the walk did not come by is gone, unless it could not look there. */
async function findVanishedFolders(root: string, walked: Walked, scan: ScanState): Promise<void> {
  const { catalogue } = scan.ctx;
  for await (const folder of knownFolders(root, walked, catalogue)) {
    if (walked.seen.has(folder) || scan.isUnreadable(root, folder)) continue;
    for (const key of await catalogue.keys(root, folder))
      if (scan.selection.has(root, key.path)) scan.vanished.set(key.id, key);
  }
}

/** Folders of the catalogue that may hold what was asked for. */
async function* knownFolders(
  root: string,
  { places, around }: Walked,
  catalogue: ScanState['ctx']['catalogue'],
): AsyncGenerator<string> {
  for (const place of places) yield* catalogue.folders(root, place);
  yield* around;
}

/** No media at all, whatever else lies there: the place of a disk that is not mounted is seldom quite empty. */
function isBare(root: string, { selection, full, walking }: ScanState): boolean {
  if (full) return false;
  if (selection.everything) return true;
  const failed = () => undefined;
  for (const { folders } of walk(root, { ...walking, selection: everything, failed }))
    if (folders.length > 0) return false;
  return true;
}

/** A bare root of which files are known is a disk that is not mounted, not a library that was removed. */
async function reportAway(root: string, { ctx, settings, walking, ...scan }: ScanState) {
  const { files } = await ctx.catalogue.counts(root);
  // Its files moved elsewhere, or the walk said already what is wrong with it.
  if (files === 0 || scan.isUnreadable(root, '')) return;
  walking.failed(root, '', {
    code: 'io',
    message: `${settings.roots[root]} holds no media, but ${files} files of it are known: mount it, or run a full scan to forget them`,
  });
}

/** Lets timers and signals be heard, and says how far it is. */
function createPause({ ctx, counts, known }: ScanState): () => Promise<void> {
  let last = ctx.clock.monotonic();
  return async () => {
    stopIfAsked(ctx.signal);
    if (ctx.clock.monotonic() - last < pauseEveryMs) return;
    await setImmediate();
    last = ctx.clock.monotonic();
    stopIfAsked(ctx.signal);
    const total = known !== undefined && counts.files <= known ? known : undefined;
    ctx.report.progress(counts.files, total);
  };
}
