import { lstatSync } from 'node:fs';
import type { Catalogue, CatalogueFile, FileKey, Tags } from '@earmark/core';
import { sameKey } from './compare.ts';
import { absolute } from './paths.ts';

type Sounding = Pick<CatalogueFile, 'format' | 'durationSeconds' | 'fields'>;

/**
 * The known file that now lies at another path: it has the inode, and its old path is free. Where a file is still
 * there, the two are hard links, or another took its place: who is at a path has its id.
 */
export async function movedByInode(
  key: FileKey,
  catalogue: Catalogue,
  roots: Readonly<Record<string, string>>,
  taken: (id: string) => boolean,
): Promise<CatalogueFile | undefined> {
  for (const root of Object.keys(roots))
    for (const known of await catalogue.byInode(root, key.inode)) {
      if (taken(known.id) || isOccupied(known, roots)) continue;
      return known;
    }
  return undefined;
}

/** Moved without a change: nothing needs to be read. */
export const isUntouched = (known: CatalogueFile, key: FileKey): boolean =>
  sameKey(known, key) && known.fault === undefined;

/** An inode may be used again for another file: where the content changed too, the sound must agree. */
export const soundsAlike = (known: Sounding, format: string, tags: Tags): boolean =>
  known.format === format && sameLength(known.durationSeconds, tags.durationSeconds);

/**
 * A file that came while another went, without a common inode (another disk, a copy and a removal). Surely the
 * same where the sound's digest says so; else where nothing that was known of it differs.
 */
export function isSameRecording(gone: CatalogueFile, come: CatalogueFile): boolean {
  if (gone.format === undefined || gone.format !== come.format) return false;
  if (!sameLength(gone.durationSeconds, come.durationSeconds)) return false;
  if (gone.essence !== undefined && come.essence !== undefined)
    return gone.essence === come.essence;
  const told = Object.keys(gone.fields).length > 0;
  return told
    ? JSON.stringify(sorted(gone.fields)) === JSON.stringify(sorted(come.fields))
    : gone.size === come.size && gone.mtimeNs === come.mtimeNs;
}

const sorted = (fields: CatalogueFile['fields']) => Object.entries(fields).sort();

function sameLength(one: number | undefined, other: number | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return Math.abs(one - other) < 0.05;
}

/** What cannot be looked at is not known to be gone. */
function isOccupied(known: CatalogueFile, roots: Readonly<Record<string, string>>): boolean {
  const root = roots[known.root];
  if (root === undefined) return true;
  try {
    return lstatSync(absolute(root, known.path), { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    return true;
  }
}
