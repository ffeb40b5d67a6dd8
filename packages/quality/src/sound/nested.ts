import type { OpenFile } from './file.ts';

/** MP4: a box says its size, and the media data are one. */
export async function boxesCutOff(file: OpenFile): Promise<string | undefined> {
  for (let at = 0; at + 8 <= file.size; ) {
    const head = await file.bytes(at, 16);
    const short = head.readUInt32BE(0);
    const size = short === 1 && head.length === 16 ? Number(head.readBigUInt64BE(8)) : short;
    // The last box may go on to the end of the file, wherever that is.
    if (size < 8) return undefined;
    if (at + size > file.size) return missing(at + size - file.size);
    at += size;
  }
  return undefined;
}

/** A length that a recorder never came to fill in. */
const unknown = 0xffff_ffff;

/** WAV and AIFF: the first chunk holds all others, and says how long it is. */
export async function chunksCutOff(file: OpenFile): Promise<string | undefined> {
  const head = await file.bytes(0, 8);
  if (head.length < 8) return undefined;
  const isBigEndian = head.toString('latin1', 0, 4) === 'FORM';
  const size = isBigEndian ? head.readUInt32BE(4) : head.readUInt32LE(4);
  return size === unknown || size + 8 <= file.size ? undefined : missing(size + 8 - file.size);
}

const missing = (bytes: number) => `${bytes.toLocaleString('en')} bytes are missing at its end`;
