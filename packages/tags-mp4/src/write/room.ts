import type { Edit, RandomAccess } from '@earmark/core';
import { type Atom, isPadding, sizeOf, topAtoms } from '../atoms/atom.ts';
import type { Movie } from '../atoms/movie.ts';
import { u32 } from '../bytes.ts';

/** Free atoms side by side, or the place where one can be put. */
export interface Room {
  readonly offset: number;
  readonly length: number;
}

const headerLength = 8;
const mostRoom = 2 ** 32 - 1;

/** A free atom has a header, or is none. */
export const usable = (length: number): boolean =>
  length === 0 || (length >= headerLength && length <= mostRoom);

export function freeBehind({ meta }: Movie, ilst: Atom): Room {
  const next = (meta?.atoms ?? []).filter(({ offset }) => offset >= ilst.end);
  return { offset: ilst.end, length: leadingPadding(next) };
}

/** Directly behind the movie, and not the file's open end. */
export function freeBehindMovie(file: RandomAccess, { moov }: Movie): Room {
  const next: Atom[] = [];
  for (const atom of topAtoms(file)) {
    if (atom.offset < moov.atom.end) continue;
    if (!isPadding(atom) || atom.open || atom.cut) break;
    next.push(atom);
  }
  return { offset: moov.atom.end, length: leadingPadding(next) };
}

function leadingPadding(atoms: readonly Atom[]): number {
  const other = atoms.findIndex((atom) => !isPadding(atom));
  return atoms
    .slice(0, other < 0 ? atoms.length : other)
    .reduce((sum, atom) => sum + sizeOf(atom), 0);
}

/** One free atom of that length in the room's place, written with as few bytes as can be. */
export function resized({ offset, length }: Room, wanted: number): readonly Edit[] {
  if (wanted === 0)
    return length === 0 ? [] : [{ range: { offset, length }, bytes: Buffer.alloc(0) }];
  const header = Buffer.concat([u32(wanted), Buffer.from('free')]);
  const replaced = Math.min(length, headerLength + Math.max(0, length - wanted));
  const bytes = Buffer.concat([header, Buffer.alloc(wanted - length + replaced - headerLength)]);
  return [{ range: { offset, length: replaced }, bytes }];
}
