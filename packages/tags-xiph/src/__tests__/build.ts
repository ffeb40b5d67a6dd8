import { checksum } from '../ogg/checksum.ts';
import { lacingOf } from '../ogg/layout.ts';

export const commentBlock = (comments: readonly string[], vendor = 'a vendor'): Buffer =>
  Buffer.concat([
    sized(Buffer.from(vendor)),
    u32(comments.length),
    ...comments.map((comment) => sized(Buffer.from(comment))),
  ]);

const sized = (bytes: Buffer): Buffer => Buffer.concat([u32(bytes.length), bytes]);

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

// ── FLAC ──

export interface Block {
  readonly type: number;
  readonly content: Buffer;
  /** What the header says, where it lies. */
  readonly stated?: number;
}
/** 44,100 samples at 44,100 a second. */
export const streamInfo: Block = { type: 0, content: streamInfoContent() };
/** Something that looks like sound: a frame header and bytes that never change. */
export const frames = Buffer.concat([Buffer.from([0xff, 0xf8]), Buffer.alloc(300, 0x5a)]);
export const padding = (length: number): Block => ({ type: 1, content: Buffer.alloc(length) });
export const comments = (...list: string[]): Block => ({ type: 4, content: commentBlock(list) });
export const picture: Block = { type: 6, content: pictureContent(500) };

function streamInfoContent(): Buffer {
  const bytes = Buffer.alloc(34);
  bytes.writeUIntBE(44_100 << 4, 10, 3);
  bytes.writeUInt32BE(44_100, 14);
  return bytes;
}

export function pictureContent(length: number): Buffer {
  const head = Buffer.alloc(8 + 9 + 4 + 16 + 4);
  head.writeUInt32BE(3, 0);
  head.writeUInt32BE(9, 4);
  head.write('image/png', 8);
  head.writeUInt32BE(length, head.length - 4);
  return Buffer.concat([head, Buffer.alloc(length, 7)]);
}

export function flac(blocks: readonly Block[], sound: Buffer = frames): Buffer {
  const parts = blocks.map(({ type, content, stated }, index) => {
    const header = Buffer.alloc(4);
    header.writeUInt8(index === blocks.length - 1 ? type | 0x80 : type);
    header.writeUIntBE(stated ?? content.length, 1, 3);
    return Buffer.concat([header, content]);
  });
  return Buffer.concat([Buffer.from('fLaC'), ...parts, sound]);
}

// ── Ogg ──

export interface PageSpec {
  readonly serial?: number;
  readonly sequence: number;
  readonly flags?: number;
  readonly granule?: number;
  readonly lacing?: readonly number[];
  readonly body: Buffer;
}

export function page({
  serial = 7,
  sequence,
  flags = 0,
  granule = 0,
  lacing,
  body,
}: PageSpec): Buffer {
  const segments = lacing ?? lacingOf(body.length);
  const header = Buffer.alloc(27);
  header.write('OggS');
  header.writeUInt8(flags, 5);
  header.writeBigInt64LE(BigInt(granule), 6);
  header.writeUInt32LE(serial, 14);
  header.writeUInt32LE(sequence, 18);
  header.writeUInt8(segments.length, 26);
  const bytes = Buffer.concat([header, Buffer.from(segments), body]);
  bytes.writeUInt32LE(checksum(bytes), 22);
  return bytes;
}

export function opusHead(skip = 312): Buffer {
  const bytes = Buffer.alloc(19);
  bytes.write('OpusHead');
  bytes.writeUInt8(1, 8);
  bytes.writeUInt8(2, 9);
  bytes.writeUInt16LE(skip, 10);
  return bytes;
}

export const opusTags = (...list: string[]): Buffer =>
  Buffer.concat([Buffer.from('OpusTags'), commentBlock(list)]);

/** One page with each packet; `tags` may need several. The sound is `sounds` pages of 1,000 bytes, 0.5 s each. */
export function opus(tags: Buffer, sounds = 4, serial = 7): Buffer {
  const pages = [page({ serial, sequence: 0, flags: 2, body: opusHead() })];
  const most = 255 * 255;
  for (let at = 0; at < tags.length; at += most) {
    const body = tags.subarray(at, at + most);
    const whole = body.length === most;
    pages.push(
      page({
        serial,
        sequence: pages.length,
        flags: at > 0 ? 1 : 0,
        granule: whole ? -1 : 0,
        body,
        ...(whole ? { lacing: Array<number>(255).fill(255) } : {}),
      }),
    );
  }
  for (let i = 1; i <= sounds; i++)
    pages.push(
      page({
        serial,
        sequence: pages.length,
        flags: i === sounds ? 4 : 0,
        granule: i * 24_000 + 312,
        body: Buffer.alloc(1000, i),
      }),
    );
  return Buffer.concat(pages);
}

/** A Vorbis stream whose comments and setup share a page, as encoders write them. */
export function vorbis(list: readonly string[], setupLength = 3000): Buffer {
  const head = Buffer.alloc(30);
  head.write('\x01vorbis', 'latin1');
  head.writeUInt8(2, 11);
  head.writeUInt32LE(44_100, 12);
  head.writeUInt8(1, 29);
  const tags = Buffer.concat([
    Buffer.from('\x03vorbis', 'latin1'),
    commentBlock(list),
    Buffer.from([1]),
  ]);
  const setup = Buffer.alloc(setupLength, 0x33);
  setup.write('\x05vorbis', 'latin1');
  return Buffer.concat([
    page({ sequence: 0, flags: 2, body: head }),
    page({
      sequence: 1,
      lacing: [...lacingOf(tags.length), ...lacingOf(setup.length)],
      body: Buffer.concat([tags, setup]),
    }),
    page({ sequence: 2, granule: 22_050, body: Buffer.alloc(900, 1) }),
    page({ sequence: 3, flags: 4, granule: 44_100, body: Buffer.alloc(900, 2) }),
  ]);
}
