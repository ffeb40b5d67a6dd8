import type { ByteRange, RandomAccess } from '@earmark/core';
import { latin1 } from './container.ts';

export interface Chunk extends ByteRange {
  readonly id: string;
}
const maxChunks = 10_000;

/** The chunks of a RIFF or AIFF file, by the place of their content. */
export function* chunksOf(file: RandomAccess, bigEndian: boolean): Iterable<Chunk> {
  let count = 0;
  for (let offset = 12; offset + 8 <= file.size && count < maxChunks; count++) {
    const header = Buffer.from(file.bytes(offset, 8));
    const length = bigEndian ? header.readUInt32BE(4) : header.readUInt32LE(4);
    yield { id: latin1(header.subarray(0, 4)), offset: offset + 8, length };
    offset += 8 + length + (length % 2);
  }
}
