import type { RandomAccess } from '@earmark/core';
import { exactly, unsupported } from '@earmark/tags/codec';
import { type Atom, topAtoms } from './atom.ts';
import { type Container, descend, hasStrangeTail, openContainer } from './container.ts';

/** Numbers that say where something is, counted from the start of the file. */
export interface OffsetTable {
  readonly atom: Atom;
  /** Where the first entry is, how many there are, and how long each is. */
  readonly offset: number;
  readonly count: number;
  readonly stride: number;
  /** Where in an entry the offset is, and how long it is. */
  readonly at: number;
  readonly width: 4 | 8;
}

const toSampleTable = ['trak', 'mdia', 'minf', 'stbl'];
/** Atoms of a sample table that hold places of other things than chunks. */
const strangers = new Set(['saio']);

/** All tables of absolute offsets in the file: chunks, fragments and the index of fragments. */
export function offsetTables(file: RandomAccess): OffsetTable[] {
  const tables: OffsetTable[] = [];
  for (const atom of topAtoms(file)) {
    if (atom.type === 'moov') tables.push(...chunkTables(file, openContainer(file, atom)));
    if (atom.type === 'moof') tables.push(...fragmentTables(file, openContainer(file, atom)));
    if (atom.type === 'mfra') tables.push(...indexTables(file, openContainer(file, atom)));
  }
  return tables;
}

export function chunkTables(file: RandomAccess, moov: Container): OffsetTable[] {
  return descend(file, moov, toSampleTable).flatMap((atom) => {
    const table = openContainer(file, atom);
    if (hasStrangeTail(file, table) || table.atoms.some(({ type }) => strangers.has(type)))
      throw unsupported('a sample table holds places that are not understood');
    return table.atoms
      .filter(({ type }) => type === 'stco' || type === 'co64')
      .map((child) => counted(file, child, child.type === 'stco' ? 4 : 8));
  });
}

function counted(file: RandomAccess, atom: Atom, width: 4 | 8): OffsetTable {
  const count = exactly(file, atom.content, 8, atom.type).readUInt32BE(4);
  const offset = atom.content + 8;
  if (offset + count * width > atom.end)
    throw unsupported(`the table of chunks (${atom.type}) says that it has ${count} entries`);
  return { atom, offset, count, stride: width, at: 0, width };
}

const hasBaseOffset = 1;

function fragmentTables(file: RandomAccess, moof: Container): OffsetTable[] {
  return descend(file, moof, ['traf', 'tfhd']).flatMap((atom) => {
    const flags = exactly(file, atom.content, 4, 'tfhd').readUIntBE(1, 3);
    if ((flags & hasBaseOffset) === 0) return [];
    exactly(file, atom.content, 16, 'tfhd');
    return [{ atom, offset: atom.content + 8, count: 1, stride: 8, at: 0, width: 8 as const }];
  });
}

/** Entries are a time, an offset, and three numbers of one to four bytes. */
function indexTables(file: RandomAccess, mfra: Container): OffsetTable[] {
  return descend(file, mfra, ['tfra']).map((atom) => {
    const head = exactly(file, atom.content, 16, 'tfra');
    const width = head.readUInt8(0) === 1 ? 8 : 4;
    const lengths = head.readUInt8(11);
    const numbers = ((lengths >> 4) & 3) + ((lengths >> 2) & 3) + (lengths & 3) + 3;
    const count = head.readUInt32BE(12);
    const stride = 2 * width + numbers;
    const offset = atom.content + 16;
    if (offset + count * stride > atom.end)
      throw unsupported(`the index (tfra) says that it has ${count} entries`);
    return { atom, offset, count, stride, at: width, width };
  });
}

export function readOffsets(file: RandomAccess, table: OffsetTable): number[] {
  const { offset, count, stride, at, width } = table;
  const bytes = exactly(file, offset, count * stride, table.atom.type);
  return Array.from({ length: count }, (_, index) => {
    const place = index * stride + at;
    return width === 8 ? Number(bytes.readBigUInt64BE(place)) : bytes.readUInt32BE(place);
  });
}
