import type { RandomAccess } from '@earmark/core';
import { asBuffer } from '@earmark/tags/codec';
import type { Comment, CommentBlock } from './parse.ts';
import type { Wanted } from './wanted.ts';

/**
 * The comment block with the wanted comments in it, each where the first of its name stood, or at the end.
 * All others, their order, their spelling and the vendor stay byte for byte. Undefined where nothing changes.
 */
export function rewriteComments(
  source: RandomAccess,
  block: CommentBlock,
  wanted: Wanted,
): Buffer | undefined {
  const changed = new Map([...wanted].filter(([key, values]) => !says(block, key, values)));
  if (changed.size === 0) return undefined;
  const list: Uint8Array[] = [];
  const done = new Set<string>();
  for (const comment of block.comments) {
    const values = comment.text === undefined ? undefined : changed.get(comment.key);
    if (!values) list.push(source.bytes(comment.offset, comment.length));
    else if (!done.has(comment.key)) {
      const name = nameOf(source, comment);
      list.push(...values.map((value) => Buffer.concat([name, Buffer.from(value)])));
      done.add(comment.key);
    }
  }
  for (const [key, values] of changed)
    if (!done.has(key)) list.push(...values.map((value) => Buffer.from(`${key}=${value}`)));
  return serialise(source.bytes(block.vendor.offset, block.vendor.length), list);
}

export function serialise(vendor: Uint8Array, comments: readonly Uint8Array[]): Buffer {
  const parts = [length32(vendor.length), vendor, length32(comments.length)];
  for (const comment of comments) parts.push(length32(comment.length), comment);
  return Buffer.concat(parts);
}

/** What stands behind the comments: kept where it is no padding. */
export function behindComments(source: RandomAccess, from: number): Uint8Array {
  const rest = source.bytes(from, source.size - from);
  return rest.every((byte) => byte === 0) ? rest.subarray(0, 0) : rest;
}

function says({ comments }: CommentBlock, key: string, values: readonly string[]): boolean {
  const now = comments.filter((comment) => comment.key === key && comment.text !== undefined);
  return now.length === values.length && now.every(({ text }, index) => text === values[index]);
}

/** The name as the file spells it, with its `=`. */
function nameOf(source: RandomAccess, { offset, key }: Comment): Uint8Array {
  return asBuffer(source.bytes(offset, key.length + 1));
}

function length32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
