import type { RandomAccess } from '@earmark/core';
import { asBuffer, malformed } from '@earmark/tags/codec';
import { pictureNames } from '../mapping.ts';

/** One entry of a comment block; the bytes stay where they are. */
export interface Comment {
  /** Upper-case: names have no case. Empty where the entry has no `=`. */
  readonly key: string;
  /** Where its bytes, name and all, lie in the source. */
  readonly offset: number;
  readonly length: number;
  /** Absent for pictures, which are never read, and for an entry without `=`. */
  readonly text?: string;
}
export interface CommentBlock {
  readonly vendor: { readonly offset: number; readonly length: number };
  readonly comments: readonly Comment[];
  /** Behind the last comment: a framing bit, padding, or nothing. */
  readonly end: number;
}

/** No file of ours or anybody's has more; a larger count is a lie or an attack. */
const mostComments = 65_536;
/** Longer entries are looked at before they are read: they may be pictures. */
const peekFrom = 2048;
const peekLength = 64;
const ahead = 4096;

/** Reads a comment block that begins at `start` of the source, which may be longer than the block. */
export function parseComments(source: RandomAccess, start: number): CommentBlock {
  let piece = asBuffer(source.bytes(start, ahead));
  let base = start;
  const view = (offset: number, length: number): number => {
    if (offset < base || offset + length > base + piece.length) {
      if (offset + length > source.size) throw malformed('a comment ends behind its block', offset);
      piece = asBuffer(source.bytes(offset, Math.max(length, ahead)));
      base = offset;
    }
    return offset - base;
  };
  const length32 = (offset: number): number => {
    const at = view(offset, 4);
    return piece.readUInt32LE(at);
  };

  const vendor = { offset: start + 4, length: length32(start) };
  let offset = vendor.offset + vendor.length;
  const count = length32(offset);
  offset += 4;
  if (count > mostComments || count * 4 > source.size - offset)
    throw malformed(`a block of ${count} comments, more than can be there,`, start);

  const comments: Comment[] = [];
  for (let i = 0; i < count; i++) {
    const length = length32(offset);
    offset += 4;
    comments.push(commentAt(offset, length));
    offset += length;
  }
  return { vendor, comments, end: offset };

  function commentAt(at: number, length: number): Comment {
    if (length > peekFrom) {
      const from = view(at, peekLength);
      const equals = piece.subarray(from, from + peekLength).indexOf(0x3d);
      const key = equals < 0 ? '' : piece.toString('latin1', from, from + equals).toUpperCase();
      if (pictureNames.has(key)) return { key, offset: at, length };
    }
    const from = view(at, length);
    const to = from + length;
    let equals = from;
    while (equals < to && piece[equals] !== 0x3d) equals++;
    if (equals === to) return { key: '', offset: at, length };
    const key = piece.toString('latin1', from, equals).toUpperCase();
    if (pictureNames.has(key)) return { key, offset: at, length };
    return { key, offset: at, length, text: piece.toString('utf8', equals + 1, to) };
  }
}
