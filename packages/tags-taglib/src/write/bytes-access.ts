import type { RandomAccess } from '@earmark/core';

export function bytesAccess(bytes: Uint8Array): RandomAccess {
  return {
    size: bytes.length,
    bytes: (offset, length) => bytes.subarray(offset, offset + length),
  };
}
