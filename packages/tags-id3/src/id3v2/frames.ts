import { synchsafe } from '../bytes.ts';
import type { Id3v2Tag } from './tag.ts';

/** A frame as it stands. Offsets count in the tag's window. */
export interface Frame {
  /** Three characters in ID3v2.2, else four. */
  readonly id: string;
  /** The two flag bytes, status first; 0 in ID3v2.2. */
  readonly flags: number;
  readonly offset: number;
  readonly size: number;
}

/** Far more than any real tag has; a tag of empty frames could otherwise hold millions. */
const mostFrames = 20_000;

export interface Walk {
  readonly frames: readonly Frame[];
  /** Why the frames after the last one could not be read. */
  readonly problem?: string;
}

/** All frames in order, reading their headers and stepping over their bodies. */
export function walkFrames(tag: Id3v2Tag): Walk {
  const frames: Frame[] = [];
  const short = tag.version === 2;
  const headerSize = short ? 6 : 10;
  const failed = (problem: string): Walk => ({ frames, problem: tag.problem ?? problem });
  let at = tag.start;
  while (at + headerSize <= tag.end) {
    const header = tag.window.bytes(at, headerSize);
    if (header.length < headerSize) return failed('the tag is cut off');
    if (header[0] === 0) break;
    const id = frameId(header, short ? 3 : 4);
    if (id === undefined) return failed('bytes after the last frame that are no frame');
    const size = short ? header.readUIntBE(3, 3) : frameSize(tag, header, at + headerSize);
    const offset = at + headerSize;
    if (size === undefined || offset + size > tag.end)
      return failed(`the frame ${id} is longer than the tag`);
    frames.push({ id, flags: short ? 0 : header.readUInt16BE(8), offset, size });
    if (frames.length > mostFrames) return failed(`more than ${mostFrames} frames`);
    at = offset + size;
  }
  return tag.problem === undefined ? { frames } : { frames, problem: tag.problem };
}

/** Capitals and digits; some writers put the three letters of 2.2 and a space or NUL into a 2.3 tag. */
function frameId(header: Buffer, length: number): string | undefined {
  for (let i = 0; i < length; i++) {
    const byte = header[i] as number;
    const letter = byte >= 0x41 && byte <= 0x5a;
    const digit = i > 0 && byte >= 0x30 && byte <= 0x39;
    if (!letter && !digit && !(i === 3 && (byte === 0x20 || byte === 0))) return undefined;
  }
  return header.toString('latin1', 0, length);
}

/** In 2.4 sizes are synchsafe, but iTunes once wrote plain ones: what follows the frame tells them apart. */
function frameSize(tag: Id3v2Tag, header: Buffer, offset: number): number | undefined {
  const plain = header.readUInt32BE(4);
  if (tag.version !== 4 || plain < 0x80) return plain;
  const safe = synchsafe(header, 4);
  if (safe !== undefined && endsWell(tag, offset + safe)) return safe;
  return endsWell(tag, offset + plain) ? plain : safe;
}

function endsWell(tag: Id3v2Tag, end: number): boolean {
  if (end >= tag.end) return end === tag.end;
  const next = tag.window.bytes(end, Math.min(4, tag.end - end));
  return next[0] === 0 || (next.length === 4 && frameId(next, 4) !== undefined);
}
