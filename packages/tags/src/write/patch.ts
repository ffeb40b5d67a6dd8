import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { EarmarkError } from '@earmark/core';

/** One place of a file: what stood there, and what takes its place. Holds for the way there and the way back. */
export interface Piece {
  /** Where it is in the old file. */
  readonly at: number;
  readonly old: Uint8Array;
  readonly new: Uint8Array;
}
/** In order of place, not overlapping, not touching. */
export type Patch = readonly Piece[];

const headerBytes = 14;
/** What a plan may carry: far more than tags are, far less than sound. */
const maxBytes = 16 * 1024 * 1024;

const worthCompressing = 4096;
/** No letter of base64. */
const plainMark = ':';

/** A patch as text, for plans and receipts. */
export function encodePatch(patch: Patch): string {
  const parts: Uint8Array[] = [];
  let total = 0;
  for (const piece of patch) {
    const header = Buffer.alloc(headerBytes);
    header.writeUIntBE(piece.at, 0, 6);
    header.writeUInt32BE(piece.old.length, 6);
    header.writeUInt32BE(piece.new.length, 10);
    parts.push(header, piece.old, piece.new);
    total += piece.old.length + piece.new.length;
  }
  if (total > maxBytes) {
    throw new EarmarkError(
      'unsupported',
      `the change would rewrite ${total} bytes of tags: too many to undo`,
    );
  }
  const bytes = Buffer.concat(parts);
  // A compressor costs more than it saves on what most patches are.
  if (bytes.length < worthCompressing) return `${plainMark}${bytes.toString('base64')}`;
  return deflateRawSync(bytes).toString('base64');
}

export function decodePatch(text: string): Patch {
  const bytes = text.startsWith(plainMark)
    ? Buffer.from(text.slice(plainMark.length), 'base64')
    : inflateRawSync(Buffer.from(text, 'base64'), { maxOutputLength: 2 * maxBytes });
  const pieces: Piece[] = [];
  for (let place = 0; place < bytes.length; ) {
    const at = bytes.readUIntBE(place, 6);
    const oldEnd = place + headerBytes + bytes.readUInt32BE(place + 6);
    const newEnd = oldEnd + bytes.readUInt32BE(place + 10);
    pieces.push({
      at,
      old: bytes.subarray(place + headerBytes, oldEnd),
      new: bytes.subarray(oldEnd, newEnd),
    });
    place = newEnd;
  }
  return pieces;
}

/** The patch that leads back. */
export function inverse(patch: Patch): Patch {
  let shift = 0;
  return patch.map((piece) => {
    const back = { at: piece.at + shift, old: piece.new, new: piece.old };
    shift += piece.new.length - piece.old.length;
    return back;
  });
}

export function growth(patch: Patch): number {
  return patch.reduce((sum, piece) => sum + piece.new.length - piece.old.length, 0);
}
