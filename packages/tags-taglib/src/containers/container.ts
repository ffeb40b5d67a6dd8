import type { RandomAccess } from '@earmark/core';

/** The kinds of file told apart by content. `other`: music-metadata has a parser, nothing here writes it. */
export type Container =
  | 'mpeg'
  | 'flac'
  | 'ogg'
  | 'mp4'
  | 'wav'
  | 'aiff'
  | 'ape'
  | 'other'
  | 'unknown';

const magics: readonly (readonly [offset: number, magic: string, container: Container])[] = [
  [0, 'fLaC', 'flac'],
  [0, 'OggS', 'ogg'],
  [4, 'ftyp', 'mp4'],
  [8, 'WAVE', 'wav'],
  [8, 'AIFF', 'aiff'],
  [8, 'AIFC', 'aiff'],
  [0, 'MAC ', 'ape'],
  [0, 'wvPk', 'other'],
  [0, 'MPCK', 'other'],
  [0, 'MP+', 'other'],
  [0, 'DSD ', 'other'],
  [0, 'FRM8', 'other'],
  [0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11', 'other'],
  [0, '\x1a\x45\xdf\xa3', 'other'],
];

export function containerOf(head: Uint8Array): Container {
  const text = latin1(head.subarray(0, 16));
  const found = magics.find(([offset, magic]) => text.startsWith(magic, offset));
  if (found !== undefined) return text.startsWith('RF64') ? 'other' : found[2];
  return mpegOrAdts(head);
}

/** What stands behind the ID3v2 tags in front. */
export function containerIn(file: RandomAccess): Container {
  return containerOf(file.bytes(afterId3v2(file), 16));
}

/** A tag in front of something: what that is, its reader finds out. */
export const isId3v2 = (bytes: Uint8Array): boolean => latin1(bytes.subarray(0, 3)) === 'ID3';

/** Where the ID3v2 tags at the start end: 0 where there are none. */
export function afterId3v2(file: RandomAccess): number {
  let end = 0;
  for (;;) {
    const header = file.bytes(end, 10);
    if (header.length < 10 || !isId3v2(header)) return end;
    const [flags = 0, a = 0, b = 0, c = 0, d = 0] = header.subarray(5);
    const footer = (flags & 0x10) === 0 ? 0 : 10;
    end += 10 + ((a & 0x7f) << 21) + ((b & 0x7f) << 14) + ((c & 0x7f) << 7) + (d & 0x7f) + footer;
  }
}

/** A frame header whose layer is 0 is ADTS: an ID3 tag in front would hide it from other readers. */
function mpegOrAdts([first = 0, second = 0, third = 0]: Uint8Array): Container {
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return 'unknown';
  if ((second & 0xf6) === 0xf0) return 'other';
  const reserved = (second & 0x18) === 0x08 || (second & 0x06) === 0;
  const badRates = (third & 0xf0) === 0xf0 || (third & 0x0c) === 0x0c;
  return reserved || badRates ? 'unknown' : 'mpeg';
}

export const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
