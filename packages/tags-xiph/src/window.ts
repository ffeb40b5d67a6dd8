import { oncePerFile, type RandomAccess } from '@earmark/core';

const headLength = 8192;
const leastAhead = 1024;
const mostAhead = 65_536;
const near = 16_384;

/**
 * The file through its head and one more piece, so that many small looks cost few reads. Looks that go
 * forward in small steps, as over the pages of a large packet, are read further and further ahead.
 */
export const openWindow = oncePerFile((file): RandomAccess => {
  const head = file.bytes(0, Math.min(headLength, file.size));
  let piece = head;
  let start = 0;
  let ahead = leastAhead;
  return {
    size: file.size,
    bytes(offset, length) {
      const end = Math.min(offset + length, file.size);
      if (end <= offset) return head.subarray(0, 0);
      if (end <= head.length) return head.subarray(offset, end);
      if (offset < start || end > start + piece.length) {
        const step = offset - start - piece.length;
        ahead = step < near && offset >= start ? Math.min(ahead * 2, mostAhead) : leastAhead;
        piece = file.bytes(offset, Math.min(Math.max(length, ahead), file.size - offset));
        start = offset;
      }
      return piece.subarray(offset - start, end - start);
    },
  };
});
