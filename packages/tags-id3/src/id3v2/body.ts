import { inflateSync } from 'node:zlib';
import { resynchronise } from '../bytes.ts';
import type { Frame } from './frames.ts';
import { type Id3v2Tag, unsynchronised } from './tag.ts';

/** As much of a tag as its frames need. */
export type FrameHome = Pick<Id3v2Tag, 'version' | 'flags' | 'window'>;

/** No frame unpacks to more. A picture may be large, but nobody packs pictures. */
const largestUnpacked = 16 * 1024 * 1024;

interface Layers {
  readonly packed: boolean;
  readonly encrypted: boolean;
  readonly grouped: boolean;
  readonly sized: boolean;
  readonly unsynchronised: boolean;
}

/** What the format byte of a frame's flags says, in the terms of either version. */
function layersOf(tag: FrameHome, flags: number): Layers {
  if (tag.version === 4)
    return {
      grouped: (flags & 0x40) !== 0,
      packed: (flags & 0x08) !== 0,
      encrypted: (flags & 0x04) !== 0,
      unsynchronised: (flags & 0x02) !== 0 || (tag.flags & unsynchronised) !== 0,
      sized: (flags & 0x01) !== 0,
    };
  const packed = (flags & 0x80) !== 0;
  return {
    packed,
    sized: packed,
    encrypted: (flags & 0x40) !== 0,
    grouped: (flags & 0x20) !== 0,
    unsynchronised: false,
  };
}

/** The content of a frame, or at most its first `limit` bytes, free of all layers. Undefined where it cannot be had. */
export function frameBody(
  tag: FrameHome,
  frame: Frame,
  limit = Number.POSITIVE_INFINITY,
): Buffer | undefined {
  const plain =
    (frame.flags & 0xff) === 0 && (tag.version < 4 || (tag.flags & unsynchronised) === 0);
  if (plain) return tag.window.bytes(frame.offset, Math.min(frame.size, limit));
  const layers = layersOf(tag, frame.flags & 0xff);
  if (layers.encrypted) return undefined;
  let bytes = tag.window.bytes(frame.offset, frame.size);
  const inFront =
    tag.version === 4
      ? (layers.grouped ? 1 : 0) + (layers.sized ? 4 : 0)
      : (layers.packed ? 4 : 0) + (layers.grouped ? 1 : 0);
  if (bytes.length < inFront) return undefined;
  bytes = bytes.subarray(inFront);
  if (layers.unsynchronised) bytes = resynchronise(bytes);
  if (!layers.packed) return bytes;
  try {
    return inflateSync(bytes, { maxOutputLength: largestUnpacked });
  } catch {
    return undefined;
  }
}
