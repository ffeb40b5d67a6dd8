import type { RandomAccess } from '@earmark/core';
import { asBuffer } from '@earmark/tags/codec';
import { hasChecksum } from './checksum.ts';
import { largestPage, type Page, pageAt } from './page.ts';
import type { OggStream } from './streams.ts';

/** How far back the last page of a stream is looked for: step by step, mostly found in the first. */
const steps = [8192, largestPage, 512 * 1024, 4 * 1024 * 1024];

/** The length of the sound: what the stream says, or the position of its last page. Undefined where that is not near the end. */
export function oggDuration(file: RandomAccess, stream: OggStream): number | undefined {
  if (stream.duration !== undefined || stream.rate === 0) return stream.duration;
  let searched = file.size;
  for (const step of steps) {
    const from = Math.max(stream.page.end, file.size - step);
    const granule = lastGranule(file, stream.page.serial, from, searched);
    if (granule !== undefined) {
      const samples = granule - stream.skip;
      return samples > 0 ? samples / stream.rate : undefined;
    }
    if (from === stream.page.end) return undefined;
    searched = from;
  }
  return undefined;
}

/** The granule position of the last page of this stream that begins between the two offsets. */
function lastGranule(
  file: RandomAccess,
  serial: number,
  from: number,
  to: number,
): number | undefined {
  const bytes = asBuffer(file.bytes(from, Math.min(to + 4, file.size) - from));
  const window: RandomAccess = {
    size: file.size,
    bytes: (offset, length) =>
      offset >= from && offset + length <= from + bytes.length
        ? bytes.subarray(offset - from, offset - from + length)
        : file.bytes(offset, Math.max(0, Math.min(length, file.size - offset))),
  };
  for (let at = bytes.lastIndexOf('OggS'); at >= 0; at = before(bytes, at)) {
    const page = pageAt(window, from + at);
    if (page && page.serial === serial && page.granule !== undefined && isWhole(file, page))
      return page.granule;
  }
  return undefined;
}

const before = (bytes: Buffer, at: number): number =>
  at === 0 ? -1 : bytes.lastIndexOf('OggS', at - 1);

/** Sound may hold the letters of a page by chance: behind a real page comes a page or the end, or its checksum is right. */
const isWhole = (file: RandomAccess, page: Page): boolean =>
  page.flags < 8 &&
  page.end <= file.size &&
  (page.end === file.size || pageAt(file, page.end) !== undefined || hasChecksum(file, page));
