import { type EmbeddedPicture, type PictureBytes, pictureInfo } from '@earmark/core';
import { asBuffer } from '@earmark/tags/codec';

const front = 3;
const other = 0;

/** A picture as FLAC has it, and as Vorbis comments have it in base64. */
export interface PictureBlock {
  /** 3 is the front cover, 0 nothing in particular. */
  readonly type: number;
  readonly bytes: Buffer;
}

/** Undefined where it is damaged. */
export function parsePictureBlock(content: Uint8Array): PictureBlock | undefined {
  const block = asBuffer(content);
  try {
    const mime = block.readUInt32BE(4);
    const description = block.readUInt32BE(8 + mime);
    const at = 8 + mime + 4 + description + 16;
    const length = block.readUInt32BE(at);
    const bytes = block.subarray(at + 4, at + 4 + length);
    return bytes.length < length ? undefined : { type: block.readUInt32BE(0), bytes };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

export function makePictureBlock({ mime, bytes }: PictureBytes): Buffer {
  const { width = 0, height = 0 } = pictureInfo(bytes) ?? {};
  const head = Buffer.alloc(8 + mime.length + 4 + 16 + 4);
  head.writeUInt32BE(front, 0);
  head.writeUInt32BE(mime.length, 4);
  head.write(mime, 8, 'latin1');
  const size = 8 + mime.length + 4;
  head.writeUInt32BE(width, size);
  head.writeUInt32BE(height, size + 4);
  head.writeUInt32BE(24, size + 8);
  head.writeUInt32BE(bytes.length, size + 16);
  return Buffer.concat([head, bytes]);
}

/** Which of the pictures are the front cover: those marked so, else the first that is marked as nothing in particular. */
export function frontOf(types: readonly (number | undefined)[]): (index: number) => boolean {
  if (types.includes(front)) return (index) => types[index] === front;
  const first = types.indexOf(other);
  return (index) => index === first;
}

export function embedded(blocks: readonly (PictureBlock | undefined)[]): EmbeddedPicture[] {
  const isFront = frontOf(blocks.map((block) => block?.type));
  return blocks.flatMap((block, index) => {
    if (!block) return [];
    const mime = pictureInfo(block.bytes)?.mime ?? 'application/octet-stream';
    return [{ mime, bytes: block.bytes, front: isFront(index) }];
  });
}
