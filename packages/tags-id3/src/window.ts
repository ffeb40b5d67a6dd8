import type { RandomAccess } from '@earmark/core';
import { asBuffer } from '@earmark/tags/codec';

/** Looks at a file through two buffers, its head and the place looked at last, so that many small looks cost few reads. */
export interface Window {
  readonly size: number;
  /** `length` bytes, or fewer where the file ends. */
  bytes(offset: number, length: number): Buffer;
}

/**
 * @param head how many bytes the first look at the start of the file takes
 * @param step how many bytes a look elsewhere takes at least
 */
export function openWindow(file: RandomAccess, head = 8192, step = 2048): Window {
  const first = asBuffer(file.bytes(0, Math.min(head, file.size)));
  let start = 0;
  let held = first;
  return {
    size: file.size,
    bytes(offset, length) {
      const end = Math.min(offset + length, file.size);
      if (offset < 0 || offset >= end) return first.subarray(0, 0);
      if (end <= first.length) return first.subarray(offset, end);
      if (offset < start || end > start + held.length) {
        const wanted = Math.min(Math.max(step, end - offset), file.size - offset);
        held = asBuffer(file.bytes(offset, wanted));
        start = offset;
      }
      return held.subarray(offset - start, end - start);
    },
  };
}

/** A window over bytes that are already here. */
export function windowOver(held: Buffer): Window {
  return {
    size: held.length,
    bytes: (offset, length) => held.subarray(offset, offset + length),
  };
}
