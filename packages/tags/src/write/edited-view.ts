import type { RandomAccess } from '@earmark/core';
import { growth, type Patch } from './patch.ts';

export interface HeadedAccess extends RandomAccess {
  readonly path: string;
  readonly head: Uint8Array;
}
interface Segment {
  /** Where it begins in the new file. */
  readonly start: number;
  readonly length: number;
  /** Bytes of the patch, or a place in the old file. */
  readonly source: Uint8Array | number;
}

/** The file as it would be with the patch applied, without writing anything. */
export function editedView(file: HeadedAccess, patch: Patch): HeadedAccess {
  const size = file.size + growth(patch);
  const segments = segmentsOf(file.size, patch);
  const bytes = (offset: number, length: number): Uint8Array => {
    const end = Math.min(offset + length, size);
    if (end <= offset) return new Uint8Array(0);
    let index = lastAtOrBefore(segments, offset);
    const parts: Uint8Array[] = [];
    for (let place = offset; place < end; index++) {
      const segment = segments[index];
      if (segment === undefined) break;
      const skip = place - segment.start;
      const take = Math.min(segment.length - skip, end - place);
      parts.push(
        typeof segment.source === 'number'
          ? file.bytes(segment.source + skip, take)
          : segment.source.subarray(skip, skip + take),
      );
      place += take;
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
  };
  return {
    path: file.path,
    size,
    ...(file.extension === undefined ? {} : { extension: file.extension }),
    bytes,
    head: bytes(0, file.head.length),
  };
}

/** The new file as a list of what is kept and what is put in its place. */
function segmentsOf(oldSize: number, patch: Patch): readonly Segment[] {
  const segments: Segment[] = [];
  let start = 0;
  let oldPlace = 0;
  const add = (length: number, source: Uint8Array | number) => {
    if (length === 0) return;
    segments.push({ start, length, source });
    start += length;
  };
  for (const piece of patch) {
    add(piece.at - oldPlace, oldPlace);
    add(piece.new.length, piece.new);
    oldPlace = piece.at + piece.old.length;
  }
  add(oldSize - oldPlace, oldPlace);
  return segments;
}

function lastAtOrBefore(segments: readonly Segment[], offset: number): number {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((segments[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
