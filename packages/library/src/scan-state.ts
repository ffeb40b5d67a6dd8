import type { Catalogue, CatalogueFile, OriginContext } from '@earmark/core';
import { type Batch, createBatch } from './batch.ts';
import type { Known } from './compare.ts';
import type { Settings } from './options.ts';
import { isWithin } from './paths.ts';
import type { Place } from './place-albums.ts';
import type { Selection } from './selection.ts';
import type { WalkOptions } from './walk.ts';

export interface ScanSettings {
  readonly selection: Selection;
  /** Read every file again, whatever its key says; and believe a root without media. */
  readonly full: boolean;
}

/** What one scan has to remember: it grows with what changed, not with the library. */
export interface ScanState extends ScanSettings {
  readonly ctx: OriginContext;
  readonly settings: Settings;
  readonly walking: WalkOptions;
  readonly batch: Batch;
  /** The catalogue had no file of these roots. */
  readonly empty: boolean;
  /** How many it had, where everything was asked for: counting costs the whole library. */
  readonly known?: number;
  /** Ids of files that were found at another path. */
  readonly moved: Set<string>;
  /** By id: known files that are no longer at their path. */
  readonly vanished: Map<string, Known>;
  /** Files that came into a catalogue that had some: by what two copies of a recording have in common. */
  readonly fresh: Map<string, string[]>;
  /** Units to be grouped again once all is known. */
  readonly regroup: Map<string, Place>;
  /** Albums that may have lost their last file. */
  readonly left: Set<string>;
  readonly counts: { files: number; new: number; changed: number; removed: number; moved: number };
  isUnreadable(root: string, path: string): boolean;
}

export async function createScanState(
  ctx: OriginContext,
  settings: Settings,
  scan: ScanSettings,
): Promise<ScanState> {
  const { everything } = scan.selection;
  const known = everything ? await filesIn(settings.roots, ctx.catalogue) : undefined;
  const unreadable: Place[] = [];
  return {
    ...scan,
    ctx,
    settings,
    walking: {
      settings,
      extensions: ctx.reader.extensions,
      selection: scan.selection,
      failed(root, path, fault) {
        unreadable.push({ root, folder: path });
        ctx.report.failed(`${root}:${path}`, fault);
      },
    },
    batch: createBatch(ctx.catalogue),
    empty: known === undefined ? await isUnscanned(settings.roots, ctx.catalogue) : known === 0,
    ...(known !== undefined && { known }),
    moved: new Set(),
    vanished: new Map(),
    fresh: new Map(),
    regroup: new Map(),
    left: new Set(),
    counts: { files: 0, new: 0, changed: 0, removed: 0, moved: 0 },
    isUnreadable: (root, path) =>
      unreadable.some((place) => place.root === root && isWithin(path, place.folder)),
  };
}

type Roots = Settings['roots'];

async function filesIn(roots: Roots, catalogue: Catalogue): Promise<number> {
  let files = 0;
  for (const root of Object.keys(roots)) files += (await catalogue.counts(root)).files;
  return files;
}

/** The catalogue knows no file of these roots. */
async function isUnscanned(roots: Roots, catalogue: Catalogue): Promise<boolean> {
  for (const root of Object.keys(roots))
    if ((await catalogue.files({ root, limit: 1 })).length > 0) return false;
  return true;
}

/** What a file shares with itself after a move to another disk. */
export const soundKey = ({ format, durationSeconds }: CatalogueFile): string =>
  `${format}|${durationSeconds?.toFixed(1)}`;
