import type { RandomAccess } from '@earmark/core';
import { asBuffer, malformed } from '@earmark/tags/codec';

export interface Atom {
  /** Four Latin-1 characters. */
  readonly type: string;
  readonly offset: number;
  /** Where its header ends. */
  readonly content: number;
  readonly end: number;
  /** It says that it is longer than what it is in; `end` is where that ends. */
  readonly cut: boolean;
  /** It says no length, and goes on to the end of the file. */
  readonly open: boolean;
}
export interface Atoms {
  readonly atoms: readonly Atom[];
  /** Where the last of them ends; behind it is what is no atom. */
  readonly tail: number;
  /** What stands there calls itself an atom of this type, and is longer than what it is in. */
  readonly cut?: string;
}

const mostAtoms = 100_000;

/** The header at a place, or nothing where there is none. */
function atomAt(file: RandomAccess, offset: number, limit: number): Atom | undefined {
  if (offset + 8 > limit) return undefined;
  const head = asBuffer(file.bytes(offset, Math.min(16, limit - offset)));
  const type = head.toString('latin1', 4, 8);
  let length = head.readUInt32BE(0);
  let content = offset + 8;
  if (length === 1) {
    if (head.length < 16) return undefined;
    length = head.readUInt32BE(8) * 2 ** 32 + head.readUInt32BE(12);
    content = offset + 16;
  }
  const open = length === 0;
  if (!open && offset + length < content) return undefined;
  const end = open ? limit : offset + length;
  return { type, offset, content, end: Math.min(end, limit), cut: end > limit, open };
}

/** The atoms at the top of a file, one by one. The last may be cut short or have no length. */
export function* topAtoms(file: RandomAccess): Generator<Atom> {
  let count = 0;
  for (let at = 0; at < file.size; ) {
    const atom = atomAt(file, at, file.size);
    if (!atom) return;
    if (++count > mostAtoms) throw malformed('too many atoms', at);
    yield atom;
    at = atom.end;
  }
}

/** The atoms from `start` to `limit`, of which none may be cut short. */
export function atomsIn(file: RandomAccess, start: number, limit: number): Atoms {
  const atoms: Atom[] = [];
  let tail = start;
  while (tail < limit) {
    const atom = atomAt(file, tail, limit);
    if (!atom || atom.open) break;
    if (atom.cut) return { atoms, tail, cut: atom.type };
    if (atoms.length === mostAtoms) throw malformed('too many atoms', tail);
    atoms.push(atom);
    tail = atom.end;
  }
  return { atoms, tail };
}

export const isPadding = ({ type }: Atom): boolean => type === 'free' || type === 'skip';
export const sizeOf = ({ offset, end }: Atom): number => end - offset;
