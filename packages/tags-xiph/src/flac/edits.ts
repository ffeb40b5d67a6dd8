import type { Edit, Fields, RandomAccess } from '@earmark/core';
import { unsupported } from '@earmark/tags/codec';
import { behindComments, rewriteComments, serialise } from '../comments/rewrite.ts';
import { wantedComments } from '../comments/wanted.ts';
import type { Settings } from '../options.ts';
import {
  blockHeaderLength,
  blockType,
  type FlacBlock,
  type FlacLayout,
  flacLayout,
  headerBytes,
  largestBlock,
} from './blocks.ts';
import { commentsOf, contentOf, firstComment } from './read.ts';

const vendor = Buffer.from('Earmark');

/** One edit: the comment block and the padding behind it, together as long as before if at all possible. */
export function* flacEdits(file: RandomAccess, set: Fields, settings: Settings): Generator<Edit> {
  const layout = flacLayout(file);
  const content = newContent(file, firstComment(layout), set);
  if (!content) return;
  if (content.length > largestBlock)
    throw unsupported('the comments would be larger than the 16 MB that a FLAC block can hold');
  const place = placeOf(layout);
  const spare = place.length - blockHeaderLength - content.length;
  if (place.after) yield withoutLastFlag(place.after);
  yield spare === 0 || spare >= blockHeaderLength
    ? inPlace(place, content, spare)
    : moved(place, content, settings.padding);
}

function newContent(
  file: RandomAccess,
  block: FlacBlock | undefined,
  set: Fields,
): Buffer | undefined {
  if (!block) {
    const empty = serialise(vendor, []);
    const none = { vendor: { offset: 4, length: vendor.length }, comments: [], end: empty.length };
    return rewriteComments(memory(empty), none, wantedComments([], set));
  }
  const source = contentOf(file, block);
  const parsed = commentsOf(file, block);
  const content = rewriteComments(source, parsed, wantedComments(parsed.comments, set));
  return content && Buffer.concat([content, behindComments(source, parsed.end)]);
}

const memory = (bytes: Uint8Array): RandomAccess => ({
  size: bytes.length,
  bytes: (offset, length) => bytes.subarray(offset, offset + length),
});

interface Place {
  readonly offset: number;
  readonly length: number;
  /** Behind this, and to the end of the place, lies old padding that may stay as it is. */
  readonly used: number;
  readonly last: boolean;
  /** The block that loses its last-block flag because the place is new. */
  readonly after?: FlacBlock;
}

/** Where the comments go: their old block and padding behind it, or padding, or behind the stream information. */
function placeOf({ blocks }: FlacLayout): Place {
  const index = blocks.findIndex(({ type }) => type === blockType.comment);
  const comment = blocks[index];
  const next = blocks[index + 1];
  if (comment) {
    const behind = next?.type === blockType.padding ? next : undefined;
    const length = total(comment) + (behind ? total(behind) : 0);
    return {
      offset: comment.offset,
      length,
      used: behind ? total(comment) + blockHeaderLength : length,
      last: (behind ?? comment).last,
    };
  }
  const padding = blocks.find(({ type }) => type === blockType.padding);
  if (padding)
    return {
      offset: padding.offset,
      length: total(padding),
      used: blockHeaderLength,
      last: padding.last,
    };
  const [info] = blocks;
  const offset = info ? info.offset + total(info) : 0;
  const last = info?.last ?? false;
  return { offset, length: 0, used: 0, last, ...(info && last ? { after: info } : {}) };
}

const total = ({ length }: FlacBlock): number => blockHeaderLength + length;

function inPlace(place: Place, content: Buffer, spare: number): Edit {
  const comment = blockBytes(blockType.comment, content, place.last && spare === 0);
  if (spare === 0) return { range: { offset: place.offset, length: place.length }, bytes: comment };
  const header = headerBytes(blockType.padding, spare - blockHeaderLength, place.last);
  const length = Math.max(comment.length + header.length, place.used);
  const bytes = Buffer.alloc(length);
  comment.copy(bytes);
  header.copy(bytes, comment.length);
  return { range: { offset: place.offset, length }, bytes };
}

function moved(place: Place, content: Buffer, padding: number): Edit {
  const room = blockBytes(blockType.padding, Buffer.alloc(padding), place.last);
  const bytes = Buffer.concat([blockBytes(blockType.comment, content, false), room]);
  return { range: { offset: place.offset, length: place.length }, bytes };
}

function withoutLastFlag({ offset, type }: FlacBlock): Edit {
  return { range: { offset, length: 1 }, bytes: Buffer.from([type]) };
}

const blockBytes = (type: number, content: Buffer, last: boolean): Buffer =>
  Buffer.concat([headerBytes(type, content.length, last), content]);
