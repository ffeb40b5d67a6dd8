import { has } from '@earmark/tags/codec';
import type { Window } from '../window.ts';
import { adtsHeader, type FrameHeader, mpegHeader, type ParseHeader } from './header.ts';

/** A stream of frames that follow one another. */
export interface Stream {
  readonly kind: 'mpeg' | 'adts';
  readonly parse: ParseHeader;
  /** Where its first frame begins. */
  readonly at: number;
  readonly first: FrameHeader;
}

/** Junk between a tag and the sound is stepped over up to this far. */
const farthest = 256 * 1024;
const look = 16 * 1024;

/** How many frames in a row begin at `at`; counting stops at `enough`, or where the bytes end. */
export function chainLength(bytes: Buffer, at: number, parse: ParseHeader, enough: number): number {
  const first = parse(bytes, at);
  let count = 0;
  for (let header = first; header !== undefined && header.kind === first?.kind; ) {
    count++;
    at += header.length;
    if (count >= enough) break;
    header = parse(bytes, at);
  }
  return count;
}

/** The stream that begins at `at` of these bytes, told by frames in a row; by fewer where the stream ends with them. */
export function streamAt(
  bytes: Buffer,
  at: number,
  isEnd: boolean,
  enough = 3,
): Stream | undefined {
  if (bytes[at] !== 0xff) return undefined;
  for (const [kind, parse] of [
    ['mpeg', mpegHeader],
    ['adts', adtsHeader],
  ] as const) {
    const first = parse(bytes, at);
    if (first === undefined) continue;
    if (chainLength(bytes, at, parse, enough) >= enough || (isEnd && endsWith(bytes, at, parse)))
      return { kind, parse, at, first };
  }
  return undefined;
}

const trailerMarks = ['TAG', 'APETAGEX', 'LYRICSBEGIN'];

/** Do the frames go on to the end of the bytes, or to a tag there? The weaker sync of ADTS wants two of them. */
function endsWith(bytes: Buffer, at: number, parse: ParseHeader): boolean {
  let next = at;
  let count = 0;
  for (let header = parse(bytes, at); header !== undefined; header = parse(bytes, next)) {
    next += header.length;
    count++;
  }
  if (count < (parse === adtsHeader ? 2 : 1)) return false;
  return next >= bytes.length - 4 || trailerMarks.some((mark) => has(bytes, next, mark));
}

/** The first frames of sound in [from, end). */
export function findStream(window: Window, from: number, end: number): Stream | undefined {
  // Nearly always the sound begins right behind the tag: a small look, often without a read.
  const near = window.bytes(from, Math.min(3000, end - from));
  const stream = streamAt(near, 0, from + near.length >= end, 2);
  if (stream !== undefined) return { ...stream, at: from };
  const limit = Math.min(end, from + farthest);
  for (let at = from; at < limit; at += look / 2) {
    const bytes = window.bytes(at, Math.min(look, end - at));
    const isEnd = at + bytes.length >= end;
    for (let i = bytes.indexOf(0xff); i >= 0 && i < look / 2; i = bytes.indexOf(0xff, i + 1)) {
      const stream = streamAt(bytes, i, isEnd);
      if (stream !== undefined) return { ...stream, at: at + i };
    }
  }
  return undefined;
}
