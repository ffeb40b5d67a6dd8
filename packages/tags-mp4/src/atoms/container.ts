import type { RandomAccess } from '@earmark/core';
import { asBuffer } from '@earmark/tags/codec';
import { type Atom, type Atoms, atomsIn } from './atom.ts';

/** An atom of atoms. */
export interface Container extends Atoms {
  readonly atom: Atom;
  /** Where its first child is. */
  readonly start: number;
}

export function openContainer(file: RandomAccess, atom: Atom): Container {
  const start = atom.type === 'meta' ? startOfMeta(file, atom) : atom.content;
  return { atom, start, ...atomsIn(file, start, atom.end) };
}

/** Most writers put version and flags, four zero bytes, in front of the children; QuickTime does not. */
function startOfMeta(file: RandomAccess, { content, end }: Atom): number {
  if (content + 4 > end) return content;
  return asBuffer(file.bytes(content, 4)).readUInt32BE(0) < 8 ? content + 4 : content;
}

/** What stands behind the children is not understood; four zero bytes end user data in QuickTime. */
export function hasStrangeTail(file: RandomAccess, { atom, tail }: Container): boolean {
  const length = atom.end - tail;
  if (length === 0) return false;
  return length > 4 || file.bytes(tail, length).some((byte) => byte !== 0);
}

export const children = (container: Container | undefined, type: string): readonly Atom[] =>
  container?.atoms.filter((atom) => atom.type === type) ?? [];

/** All atoms at the end of a path of types. */
export function descend(file: RandomAccess, from: Container, path: readonly string[]): Atom[] {
  const [type, ...rest] = path;
  if (type === undefined) return [from.atom];
  return children(from, type).flatMap((atom) =>
    rest.length === 0 ? [atom] : descend(file, openContainer(file, atom), rest),
  );
}
