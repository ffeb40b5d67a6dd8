import { realpathSync, statSync } from 'node:fs';
import type { Origin, OriginContext } from '@earmark/core';
import { type DuplicateGroup, findDuplicates } from './duplicates.ts';
import { type FileLibraryOptions, refuseOverlap, settingsOf } from './options.ts';
import { type ScanCounts, scanUnits } from './scan.ts';
import { createSelection, everything } from './selection.ts';
import { subjectOf, subjects } from './subjects.ts';
import { watchLibrary } from './watch.ts';

export interface ScanOptions {
  /** Read every file again, whether it changed or not, and believe a root that holds no media any more. Default false. */
  readonly full?: boolean;
}
export interface FileLibrary extends Origin {
  readonly roots: Readonly<Record<string, string>>;
  readonly readOnly: boolean;
  /** Brings the catalogue up to date. Writes only there; opens no media file but for reading. */
  scan(ctx: OriginContext, options?: ScanOptions): Promise<ScanCounts>;
  /** Files with the same sound, byte for byte. Needs a scan before. Hashes only files that could be equal, and remembers. */
  findDuplicates(ctx: OriginContext): AsyncIterable<DuplicateGroup>;
  watch: NonNullable<Origin['watch']>;
}

/** Folders of media as an origin of albums and books. */
export function createFileLibrary(options: FileLibraryOptions): FileLibrary {
  const settings = settingsOf(options);
  const { roots, only, readOnly } = settings;
  const selection = only.length > 0 ? createSelection(only, Object.keys(roots)) : everything;

  return {
    spec: 1,
    kind: 'origin',
    name: 'files',
    roots,
    readOnly,
    async check() {
      return Object.entries(roots).map(([id, path]) =>
        isFolder(path)
          ? { level: 'ok', text: `${id}: ${path} can be read` }
          : {
              level: 'failure',
              text: `${id}: ${path} cannot be read`,
              fix: 'mount it, or correct roots',
            },
      );
    },
    async *subjects(ctx) {
      refuseOverlap(realRoots(roots));
      yield* subjects(ctx, settings, selection);
    },
    async get(id, ctx) {
      const album = await ctx.catalogue.album(id);
      if (!album || roots[album.root] === undefined) return undefined;
      const subject = subjectOf(
        album,
        await ctx.catalogue.files({ album: id }),
        settings,
        selection,
      );
      return subject.targets.length > 0 ? subject : undefined;
    },
    async scan(ctx, { full = false } = {}) {
      refuseOverlap(realRoots(roots));
      const units = scanUnits(ctx, settings, { selection, full });
      for (let step = await units.next(); ; step = await units.next())
        if (step.done) return step.value.counts;
    },
    watch: (ctx) => watchLibrary(ctx, settings, selection),
    findDuplicates: (ctx) => findDuplicates(ctx, roots),
  };
}

/** Where links lead: two names of one folder overlap too. */
function realRoots(roots: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const there = Object.entries(roots).filter(([, path]) => isFolder(path));
  return Object.fromEntries(there.map(([id, path]) => [id, realpathSync(path)]));
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
