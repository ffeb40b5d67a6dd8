import type { ByteRange, RandomAccess } from '@earmark/core';
import { latin1 } from './container.ts';

const headerPackets: readonly (readonly [magic: string, packets: number])[] = [
  ['\x01vorbis', 3],
  ['OpusHead', 2],
];

/** The payloads of the pages behind the header packets. None where the stream is not one plain Vorbis or Opus stream. */
export function soundPages(file: RandomAccess): readonly ByteRange[] {
  const ranges: ByteRange[] = [];
  let headersLeft: number | undefined;
  let serial: number | undefined;
  for (let offset = 0; offset < file.size; ) {
    const header = Buffer.from(file.bytes(offset, 27));
    if (header.length < 27 || latin1(header.subarray(0, 4)) !== 'OggS') return [];
    const lacing = Uint8Array.from(file.bytes(offset + 27, header[26] ?? 0));
    const payload = offset + 27 + lacing.length;
    const length = lacing.reduce((sum, size) => sum + size, 0);
    serial ??= header.readUInt32LE(14);
    if (header.readUInt32LE(14) !== serial || payload + length > file.size) return [];
    headersLeft ??= packetsIn(latin1(file.bytes(payload, 8)));
    if (headersLeft === undefined) return [];
    if (headersLeft > 0) headersLeft -= lacing.filter((size) => size < 255).length;
    else if (length > 0) ranges.push({ offset: payload, length });
    // Sound on the page of the last header: such a stream is not written.
    if (headersLeft < 0) return [];
    offset = payload + length;
  }
  return ranges;
}

function packetsIn(start: string): number | undefined {
  return headerPackets.find(([magic]) => start.startsWith(magic))?.[1];
}
