import { type PictureBytes, type PictureInfo, pictureInfo } from '@earmark/core';

/** What tags can hold and players show. */
export type Picture = PictureBytes & PictureInfo & { readonly mime: keyof typeof extensions };
const extensions = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' } as const;
export const extensionOf = (mime: Picture['mime']): string => extensions[mime];

/** More pixels than any cover has, and fewer than fill a player's memory. */
const mostPixels = 50_000_000;
/** What a journal may carry. */
const mostBytes = 16 * 1024 * 1024;

/** A picture that players show, by its bytes and to its end; undefined for a page, a placeholder, a torn or monstrous file. */
export function wholePicture(bytes: Uint8Array): Picture | undefined {
  const info = pictureInfo(bytes);
  if (!info) return undefined;
  const { mime, width, height } = info;
  if (mime === 'image/gif') return undefined;
  if (bytes.length > mostBytes || width * height > mostPixels) return undefined;
  return isWhole(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), mime)
    ? { mime, width, height, bytes }
    : undefined;
}

/** Some writers leave a few bytes behind the end. */
const slack = 1024;
const endOfJpeg = Buffer.from([0xff, 0xd9]);

function isWhole(bytes: Buffer, mime: PictureInfo['mime']): boolean {
  const tail = bytes.subarray(-slack);
  if (mime === 'image/jpeg') return tail.includes(endOfJpeg);
  if (mime === 'image/png') return tail.includes('IEND', 0, 'latin1');
  return bytes.length >= bytes.readUInt32LE(4) + 8;
}
