import { createHash } from 'node:crypto';
import type { PictureBytes } from './spec.ts';

/** The field under which decisions and plans show a cover. */
export const pictureField = 'picture';

/** `front image/jpeg 600x600 3f2a…`: enough for people to tell two pictures apart. */
export function pictureValue({ mime, bytes }: PictureBytes): string {
  const { width = 0, height = 0 } = pictureInfo(bytes) ?? {};
  return `front ${mime} ${width}x${height} ${pictureDigest(bytes).slice(0, 16)}`;
}

/** What a `PictureChange` calls a picture. */
export const pictureDigest = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

/** What a picture is by its own bytes, whatever its name or tag says. */
export interface PictureInfo {
  readonly mime: 'image/jpeg' | 'image/png' | 'image/webp' | 'image/gif';
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** Undefined where the bytes are no picture of a kind that players show, or are cut short before they say their size. */
export function pictureInfo(bytes: Uint8Array): PictureInfo | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const found = jpeg(view) ?? png(view) ?? webp(view) ?? gif(view);
    return found && found.width > 0 && found.height > 0 ? found : undefined;
  } catch (error) {
    // The bytes end before the size.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const says = (bytes: Buffer, at: number, text: string): boolean =>
  bytes.toString('latin1', at, at + text.length) === text;

function png(bytes: Buffer): PictureInfo | undefined {
  if (!says(bytes, 0, '\x89PNG\r\n\x1a\n') || !says(bytes, 12, 'IHDR')) return undefined;
  return { mime: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

function gif(bytes: Buffer): PictureInfo | undefined {
  if (!says(bytes, 0, 'GIF87a') && !says(bytes, 0, 'GIF89a')) return undefined;
  return { mime: 'image/gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
}

/** Segments up to the first start of a frame, which says the size. */
function jpeg(bytes: Buffer): PictureInfo | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let at = 2; ; ) {
    while (bytes.readUInt8(at) === 0xff && bytes.readUInt8(at + 1) === 0xff) at++;
    const marker = bytes.readUInt16BE(at);
    if (marker < 0xffc0 || marker === 0xffda) return undefined;
    const isFrame = marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame)
      return {
        mime: 'image/jpeg',
        height: bytes.readUInt16BE(at + 5),
        width: bytes.readUInt16BE(at + 7),
      };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
}

function webp(bytes: Buffer): PictureInfo | undefined {
  if (!says(bytes, 0, 'RIFF') || !says(bytes, 8, 'WEBP')) return undefined;
  const size = (width: number, height: number): PictureInfo => ({
    mime: 'image/webp',
    width,
    height,
  });
  if (says(bytes, 12, 'VP8X'))
    return size(bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1);
  if (says(bytes, 12, 'VP8L')) {
    const bits = bytes.readUInt32LE(21);
    return size((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
  }
  if (says(bytes, 12, 'VP8 '))
    return size(bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff);
  return undefined;
}
