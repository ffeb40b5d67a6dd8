import { createHash, type Hash } from 'node:crypto';
import type { ByteRange, RandomAccess } from '@earmark/core';

const chunk = 256 * 1024;

/** Feeds a range to a hash, piece by piece, so that a large picture is never held whole. */
function addTo(hash: Hash, file: RandomAccess, { offset, length }: ByteRange): Hash {
  const end = Math.min(offset + length, file.size);
  for (let at = offset; at < end; at += chunk)
    hash.update(file.bytes(at, Math.min(chunk, end - at)));
  return hash;
}

export const newHash = (): Hash => createHash('sha256');

export const digestOf = (file: RandomAccess, range: ByteRange): string =>
  addTo(newHash(), file, range).digest('base64url');
