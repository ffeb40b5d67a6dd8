import type { RandomAccess } from '@earmark/core';
import { asBuffer, has, malformed, oncePerFile } from '@earmark/tags/codec';
import { parseComments } from '../comments/parse.ts';

export const blockNames = [
  'STREAMINFO',
  'PADDING',
  'APPLICATION',
  'SEEKTABLE',
  'VORBIS_COMMENT',
  'CUESHEET',
  'PICTURE',
] as const;
export const blockType = { streamInfo: 0, padding: 1, comment: 4, picture: 6 } as const;
export const blockHeaderLength = 4;
export const largestBlock = 0xffffff;

export interface FlacBlock {
  readonly type: number;
  readonly last: boolean;
  /** Of its header. Its content begins four bytes on. */
  readonly offset: number;
  /** Of its content as it really is; the header may say something else. */
  readonly length: number;
}
export interface FlacLayout {
  /** Where `fLaC` stands: behind an ID3v2 tag, or 0. */
  readonly start: number;
  readonly blocks: readonly FlacBlock[];
  /** Where the blocks end, and the sound begins. */
  readonly audio: number;
  /** False where no FLAC frame follows the blocks: then nobody knows where the sound begins. */
  readonly sound: boolean;
}

const mostBlocks = 1024;
const invalidType = 127;
const id3v1Length = 128;

/** Where the blocks are. Block sizes that lie are found out by what must follow the last block: a frame. */
export const flacLayout = oncePerFile((file): FlacLayout => {
  const start = afterId3(file);
  if (!has(file.bytes(start, 4), 0, 'fLaC')) throw malformed('no FLAC or Ogg stream', start);
  const stated = walk(file, start + 4, statedLength);
  const trusted = stated && follows(file, stated);
  const measured = trusted ? undefined : walk(file, start + 4, realLength);
  const blocks = measured && follows(file, measured) ? measured : (stated ?? measured);
  if (!blocks) throw malformed('the FLAC metadata blocks have no end', start + 4);
  if (blocks[0]?.type !== blockType.streamInfo || blocks[0].length !== 34)
    throw malformed('no FLAC stream information', start + 4);
  return { start, blocks, audio: endOf(blocks), sound: follows(file, blocks) };
});

/** Behind any ID3v2 tags at the front. */
export function afterId3(file: RandomAccess): number {
  let offset = 0;
  for (let tags = 0; tags < 4; tags++) {
    const head = asBuffer(file.bytes(offset, 10));
    if (head.length < 10 || !has(head, 0, 'ID3')) break;
    const footer = ((head[5] ?? 0) & 0x10) !== 0 ? 10 : 0;
    const size = head.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
    offset += 10 + size + footer;
  }
  return offset;
}

/** Where the sound ends: at an ID3v1 tag, or at the end of the file. */
export function soundEnd(file: RandomAccess, { audio }: FlacLayout): number {
  const at = file.size - id3v1Length;
  return at >= audio && has(file.bytes(at, 3), 0, 'TAG') ? at : file.size;
}

type Measure = (file: RandomAccess, type: number, content: number, stated: number) => number;

const statedLength: Measure = (_file, _type, _content, stated) => stated;

/** What a comment or picture block holds by its own counts, whatever its header says. */
const realLength: Measure = (file, type, content, stated) => {
  if (type === blockType.comment) return parseComments(file, content).end - content;
  if (type !== blockType.picture) return stated;
  const field = (offset: number): number => {
    const bytes = asBuffer(file.bytes(offset, 4));
    if (bytes.length < 4) throw malformed('a picture ends behind the file', content);
    return bytes.readUInt32BE(0);
  };
  const mime = field(content + 4);
  const description = field(content + 8 + mime);
  const fixed = content + 12 + mime + description + 16;
  return fixed + 4 + field(fixed) - content;
};

function walk(file: RandomAccess, from: number, measure: Measure): FlacBlock[] | undefined {
  const blocks: FlacBlock[] = [];
  for (let offset = from; blocks.length < mostBlocks; ) {
    const header = asBuffer(file.bytes(offset, blockHeaderLength));
    if (header.length < blockHeaderLength) return undefined;
    const type = header.readUInt8(0) & 0x7f;
    if (type === invalidType) return undefined;
    const last = header.readUInt8(0) >= 0x80;
    const content = offset + blockHeaderLength;
    const length = measure(file, type, content, header.readUIntBE(1, 3));
    if (content + length > file.size) return undefined;
    blocks.push({ type, last, offset, length });
    offset = content + length;
    if (last) return blocks;
  }
  return undefined;
}

function endOf(blocks: readonly FlacBlock[]): number {
  const last = blocks.at(-1);
  return last ? last.offset + blockHeaderLength + last.length : 0;
}

/** Whether the sound, or the end of a file without sound, follows the blocks. */
function follows(file: RandomAccess, blocks: readonly FlacBlock[]): boolean {
  const audio = endOf(blocks);
  if (audio === file.size) return true;
  const [first = 0, second = 0] = file.bytes(audio, 2);
  return first === 0xff && (second & 0xfe) === 0xf8;
}

/** The four bytes in front of a block's content. */
export function headerBytes(type: number, length: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(blockHeaderLength);
  bytes.writeUInt8(last ? type + 0x80 : type);
  bytes.writeUIntBE(length, 1, 3);
  return bytes;
}
