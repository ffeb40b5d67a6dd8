import type { ByteRange, RandomAccess } from '@earmark/core';
import { asBuffer } from '@earmark/tags/codec';
import { type Atom, atomsIn, isPadding } from '../atoms/atom.ts';
import type { Container } from '../atoms/container.ts';

/** One entry of the list of tags. */
export interface Item {
  /** `©nam`, or `----:<owner>:<name>` as the file spells it. */
  readonly key: string;
  readonly atom: Atom;
  readonly values: readonly Value[];
}
/** One `data` atom. */
export interface Value extends ByteRange {
  /** 1 UTF-8, 2 UTF-16, 13 and 14 pictures, 21 a number, 0 whatever the item is by its nature. */
  readonly type: number;
}

const mostNameLength = 1024;
const dataHeader = 8;

export function itemsIn(file: RandomAccess, ilst: Container | undefined): Item[] {
  return (ilst?.atoms ?? [])
    .filter((atom) => !isPadding(atom))
    .map((atom) => {
      const { atoms } = atomsIn(file, atom.content, atom.end);
      return { atom, key: keyOf(file, atom, atoms), values: valuesIn(file, atoms) };
    });
}

function keyOf(file: RandomAccess, { type }: Atom, atoms: readonly Atom[]): string {
  if (type !== '----') return type;
  const part = (name: string): string => {
    const atom = atoms.find((child) => child.type === name);
    if (!atom) return '';
    const length = Math.min(atom.end - atom.content, mostNameLength);
    return asBuffer(file.bytes(atom.content, length)).toString('utf8', Math.min(4, length));
  };
  return `----:${part('mean')}:${part('name')}`;
}

function valuesIn(file: RandomAccess, atoms: readonly Atom[]): readonly Value[] {
  return atoms
    .filter(({ type, content, end }) => type === 'data' && end - content >= dataHeader)
    .map(({ content, end }) => ({
      type: asBuffer(file.bytes(content, 4)).readUIntBE(1, 3),
      offset: content + dataHeader,
      length: end - content - dataHeader,
    }));
}
