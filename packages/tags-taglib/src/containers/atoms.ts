import type { ByteRange, RandomAccess } from '@earmark/core';
import { latin1 } from './container.ts';

export interface Atom extends ByteRange {
  readonly type: string;
  /** Where its content begins; `offset` is where its header does. */
  readonly content: number;
}
const maxAtoms = 10_000;

export function* atomsIn(file: RandomAccess, start: number, end: number): Iterable<Atom> {
  let count = 0;
  for (let offset = start; offset + 8 <= end && count < maxAtoms; count++) {
    const header = Buffer.from(file.bytes(offset, 16));
    const short = header.readUInt32BE(0);
    const long = short === 1 && header.length === 16;
    const length = long ? Number(header.readBigUInt64BE(8)) : short === 0 ? end - offset : short;
    if (length < 8) return;
    yield {
      type: latin1(header.subarray(4, 8)),
      offset,
      length,
      content: offset + (long ? 16 : 8),
    };
    offset += length;
  }
}

/** The atoms at a path of types from the top: `['moov', 'trak', 'mdia']` may be several. */
export function atomsAt(file: RandomAccess, path: readonly string[]): readonly Atom[] {
  let found: readonly Atom[] = [{ type: '', offset: 0, length: file.size, content: 0 }];
  for (const type of path)
    found = found.flatMap(({ content, offset, length }) =>
      [...atomsIn(file, content, offset + length)].filter((atom) => atom.type === type),
    );
  return found;
}

/** Where the sound's pieces begin, counted from the start of the first mdat: the same before and after a good write. */
export function chunkPlaces(file: RandomAccess): readonly number[] {
  const base = atomsAt(file, ['mdat'])[0]?.content ?? 0;
  const table = ['moov', 'trak', 'mdia', 'minf', 'stbl'];
  const places: number[] = [];
  for (const [type, width] of [
    ['stco', 4],
    ['co64', 8],
  ] as const)
    for (const { content, offset, length } of atomsAt(file, [...table, type])) {
      const entries = Buffer.from(file.bytes(content + 8, offset + length - content - 8));
      for (let at = 0; at + width <= entries.length; at += width)
        places.push(
          (width === 4 ? entries.readUInt32BE(at) : Number(entries.readBigUInt64BE(at))) - base,
        );
    }
  return places;
}
