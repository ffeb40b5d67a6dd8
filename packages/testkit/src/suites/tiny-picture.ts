import type { PictureBytes } from '@earmark/core';

/** What begins as a PNG of this size, and is followed by so many bytes: enough for what only looks at heads. */
export function tinyPicture(side: number, length = 400): PictureBytes {
  const head = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  const size = Buffer.alloc(8);
  size.writeUInt32BE(side, 0);
  size.writeUInt32BE(side, 4);
  // 0xff and what follows it is what ID3 has to hide.
  const rest = Buffer.alloc(length, Buffer.from('ff00ffe0fffb0041', 'hex'));
  return { mime: 'image/png', bytes: Uint8Array.from(Buffer.concat([head, size, rest])) };
}
