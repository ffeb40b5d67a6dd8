import { createHash, type Hash, hash } from 'node:crypto';
import type { ByteRange, RandomAccess } from '@earmark/core';

const chunk = 256 * 1024;

/** Feeds a range to a hash, piece by piece, so that a large picture is never held whole. */
export function addTo(sum: Hash, file: RandomAccess, { offset, length }: ByteRange): Hash {
  const end = Math.min(offset + length, file.size);
  for (let at = offset; at < end; at += chunk)
    sum.update(file.bytes(at, Math.min(chunk, end - at)));
  return sum;
}

export const newHash = (): Hash => createHash('sha256');

export const digestOf = (file: RandomAccess, range: ByteRange): string =>
  range.length <= chunk
    ? hash('sha256', file.bytes(range.offset, range.length), 'base64url')
    : addTo(newHash(), file, range).digest('base64url');

/** Of all of it, from 0. */
export const digestOfAll = (source: RandomAccess): string =>
  digestOf(source, { offset: 0, length: source.size });
