import { type ByteRange, EarmarkError, type Edit, type RandomAccess } from '@earmark/core';
import { differences } from './differences.ts';
import type { Patch, Piece } from './patch.ts';

/** A codec's edits as a patch: in order, checked, and cut down to the bytes that really differ. */
export function patchOf(edits: Iterable<Edit>, file: RandomAccess): Patch {
  const pieces: Piece[] = [];
  const sorted = [...edits].sort((a, b) => a.range.offset - b.range.offset);
  let end = 0;
  for (const { range, bytes } of sorted) {
    if (range.offset < end || range.offset + range.length > file.size)
      throw new EarmarkError(
        'internal',
        'the format gave edits that overlap or lie outside the file',
      );
    end = range.offset + range.length;
    // A view does not outlive the open file, and a patch does.
    const old = Buffer.from(file.bytes(range.offset, range.length));
    for (const piece of differences(old, Buffer.from(bytes)))
      pieces.push({ ...piece, at: piece.at + range.offset });
  }
  return pieces;
}

/** Throws where a piece would change, or be put into the middle of, the sound. */
export function refuseTouching(patch: Patch, essence: readonly ByteRange[]): void {
  let index = 0;
  for (const { at, old } of patch) {
    while (index < essence.length && rangeEnd(essence[index]) <= at) index++;
    const range = essence[index];
    if (range === undefined) return;
    const inside = old.length === 0 ? at > range.offset : at + old.length > range.offset;
    if (inside && rangeEnd(range) > at)
      throw new EarmarkError(
        'internal',
        `the format's edit at ${at} would change the sound: refused`,
      );
  }
}
const rangeEnd = (range: ByteRange | undefined): number =>
  range === undefined ? 0 : range.offset + range.length;
