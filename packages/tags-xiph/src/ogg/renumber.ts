import type { Edit, RandomAccess } from '@earmark/core';
import { asBuffer, exactly, unsupported } from '@earmark/tags/codec';
import { checksumBefore } from './checksum.ts';
import { type Page, pageFlag, pagesFrom } from './page.ts';

const sequenceAt = 18;
const numbersLength = 8;
const chunk = 65_536;

/** New sequence numbers and checksums for all pages of a stream behind one of its pages. Only headers are read. */
export function* renumbered(
  file: RandomAccess,
  from: Page | undefined,
  shift: number,
): Generator<Edit> {
  if (!from) return;
  let end = from.end;
  for (const page of pagesFrom(file, from.end)) {
    end = page.end;
    if ((page.flags & pageFlag.first) !== 0) return;
    if (page.serial === from.serial) yield numbers(file, page, shift);
  }
  refuseLostPages(file, end);
}

function numbers(file: RandomAccess, page: Page, shift: number): Edit {
  const offset = page.offset + sequenceAt;
  const bytes = Buffer.from(exactly(file, offset, numbersLength, 'an Ogg page'));
  const sequence = (page.sequence + shift) >>> 0;
  const difference = Buffer.alloc(4);
  difference.writeUInt32LE((page.sequence ^ sequence) >>> 0);
  const behind = page.end - offset - difference.length;
  bytes.writeUInt32LE(sequence);
  bytes.writeUInt32LE((bytes.readUInt32LE(4) ^ checksumBefore(difference, behind)) >>> 0, 4);
  return { range: { offset, length: numbersLength }, bytes };
}

/** Pages behind something that is no page would keep wrong numbers. */
function refuseLostPages(file: RandomAccess, from: number): void {
  for (let at = from; at < file.size; at += chunk)
    if (asBuffer(file.bytes(at, Math.min(chunk + 3, file.size - at))).includes('OggS'))
      throw unsupported(`there is something between the Ogg pages at byte ${from}`);
}
