import type { RandomAccess } from '@earmark/core';
import { editedView, type HeadedAccess } from './edited-view.ts';
import { growth, type Patch } from './patch.ts';

/** A kill can stop a write between two pages of the page cache, never inside one. */
const pageBytes = 4096;

export interface Region {
  readonly offset: number;
  readonly old: string;
  readonly new: string;
}

/** Smaller files are copied: that waits for the disk less often than the journal does. */
const smallestInPlace = 1024 * 1024;

/** The one write that does it all, where a single page of a big file holds all that changes and nothing moves. */
export function inPlaceRegion(file: HeadedAccess & RandomAccess, patch: Patch): Region | undefined {
  if (file.size < smallestInPlace) return undefined;
  const first = patch[0];
  const last = patch.at(-1);
  if (first === undefined || last === undefined || growth(patch) !== 0) return undefined;
  const length = last.at + last.old.length - first.at;
  const page = Math.floor(first.at / pageBytes);
  if (length === 0 || Math.floor((first.at + length - 1) / pageBytes) !== page) return undefined;
  return {
    offset: first.at,
    old: Buffer.from(file.bytes(first.at, length)).toString('base64'),
    new: Buffer.from(editedView(file, patch).bytes(first.at, length)).toString('base64'),
  };
}
