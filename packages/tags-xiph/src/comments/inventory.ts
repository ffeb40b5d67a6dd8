import type { RandomAccess } from '@earmark/core';
import { digestOf } from '@earmark/tags/codec';
import type { CommentBlock } from './parse.ts';

export interface InventoryEntry {
  readonly key: string;
  readonly digest: string;
}

export const vendorKey = 'vendor';
export const commentKey = (name: string): string => `comment:${name}`;

/** The vendor and every comment, its name as it is spelled, in the order of the file. */
export function* commentInventory(
  source: RandomAccess,
  block: CommentBlock,
): Generator<InventoryEntry> {
  yield { key: vendorKey, digest: digestOf(source, block.vendor) };
  for (const comment of block.comments)
    yield { key: commentKey(comment.key), digest: digestOf(source, comment) };
}
