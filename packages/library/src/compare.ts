import type { Catalogue, FileKey } from '@earmark/core';
import type { Unit } from './walk.ts';

/** A file as the catalogue has it. */
export type Known = FileKey & { readonly id: string };

export interface UnitDiff {
  readonly unit: Unit;
  readonly same: readonly string[];
  /** Known by its path, with another content. */
  readonly changed: readonly { readonly id: string; readonly key: FileKey }[];
  /** At a path that was not known. */
  readonly appeared: readonly FileKey[];
  /** Known, and no longer at their path. */
  readonly vanished: readonly Known[];
  /** Known from a snapshot of another machine, whose inodes mean nothing here. */
  readonly adopted: readonly { readonly id: string; readonly key: FileKey }[];
}

/** A unit's files against what the catalogue has of its folders. */
export async function compareUnit(
  unit: Unit,
  catalogue: Catalogue,
  options: { readonly empty: boolean; readonly full: boolean },
): Promise<UnitDiff> {
  const same: string[] = [];
  const changed: { id: string; key: FileKey }[] = [];
  const adopted: { id: string; key: FileKey }[] = [];
  const appeared: FileKey[] = [];
  const vanished: Known[] = [];
  for (const folder of unit.folders) {
    const rows = options.empty ? [] : await catalogue.keys(unit.root, folder.path);
    const before = new Map(rows.map((row) => [row.path, row]));
    for (const key of folder.files) {
      const known = before.get(key.path);
      before.delete(key.path);
      if (!known) appeared.push(key);
      else if (options.full) changed.push({ id: known.id, key });
      else if (known.inode === '' && sameCopy(known, key)) adopted.push({ id: known.id, key });
      else if (sameKey(known, key)) same.push(known.id);
      else changed.push({ id: known.id, key });
    }
    vanished.push(...before.values());
  }
  return { unit, same, changed, appeared, vanished, adopted };
}

export const isQuiet = (diff: UnitDiff): boolean =>
  diff.changed.length + diff.appeared.length + diff.vanished.length + diff.adopted.length === 0;

export const sameKey = (one: FileKey, other: FileKey): boolean =>
  one.size === other.size && one.mtimeNs === other.mtimeNs && one.inode === other.inode;

/** The same bytes as far as another machine can tell: file systems keep times more or less finely. */
const sameCopy = (one: FileKey, other: FileKey): boolean =>
  one.size === other.size && one.mtimeNs.slice(0, -6) === other.mtimeNs.slice(0, -6);
