import type { RandomAccess } from '@earmark/core';
import { oncePerFile } from './once-per-file.ts';

const headLength = 8192;
const leastAhead = 2048;
const mostAhead = 65_536;
const near = 16_384;
const mostPieces = 4;

interface Piece {
  readonly start: number;
  readonly bytes: Uint8Array;
}

/**
 * The file through its head and a few more pieces, so that many small looks cost few reads, also where the
 * same places come again (atoms are looked at level by level). Looks that go forward in small steps are read further and
 * further ahead; a look far away, behind sound or a picture, begins anew.
 */
export const openWindow = oncePerFile((file): RandomAccess => {
  const head = file.bytes(0, Math.min(headLength, file.size));
  const pieces: Piece[] = [];
  let ahead = leastAhead;
  return {
    size: file.size,
    bytes(offset, length) {
      const end = Math.min(offset + length, file.size);
      if (end <= offset) return head.subarray(0, 0);
      if (end <= head.length) return head.subarray(offset, end);
      for (const { start, bytes } of pieces)
        if (offset >= start && end <= start + bytes.length)
          return bytes.subarray(offset - start, end - start);
      const step = pieces[0] ? offset - pieces[0].start - pieces[0].bytes.length : near;
      ahead = step >= 0 && step < near ? Math.min(ahead * 2, mostAhead) : leastAhead;
      const bytes = file.bytes(offset, Math.min(Math.max(length, ahead), file.size - offset));
      pieces.unshift({ start: offset, bytes });
      if (pieces.length > mostPieces) pieces.pop();
      return bytes.subarray(0, end - offset);
    },
  };
});
