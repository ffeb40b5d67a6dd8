import type { ByteRange, RandomAccess } from '@earmark/core';

/** Pieces of a file, read as if they were one: a packet that lies in several pages. */
export function joined(file: RandomAccess, pieces: readonly ByteRange[]): RandomAccess {
  const [only] = pieces;
  const size = pieces.reduce((sum, { length }) => sum + length, 0);
  if (only && pieces.length === 1)
    return {
      size,
      bytes: (offset, length) =>
        file.bytes(only.offset + offset, Math.max(0, Math.min(length, size - offset))),
    };
  return {
    size,
    bytes(offset, length) {
      const end = Math.min(offset + length, size);
      const parts: Uint8Array[] = [];
      let at = 0;
      for (const piece of pieces) {
        const from = Math.max(offset, at);
        const to = Math.min(end, at + piece.length);
        if (from < to) parts.push(file.bytes(piece.offset + from - at, to - from));
        at += piece.length;
        if (at >= end) break;
      }
      return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
    },
  };
}
