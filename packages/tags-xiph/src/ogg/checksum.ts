import type { RandomAccess } from '@earmark/core';
import type { Page } from './page.ts';

/** The checksum of Ogg pages: CRC-32 with the polynomial 0x04c11db7, from 0, most significant bit first. */
/** Where it stands in a page; it is counted as four zeros. */
export const checksumAt = 22;
const polynomial = 0x04c11db7;

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte << 24;
  for (let bit = 0; bit < 8; bit++) rest = timesX(rest);
  return rest;
});

function timesX(value: number): number {
  return (value << 1) ^ (value < 0 ? polynomial : 0);
}

export function checksum(bytes: Uint8Array, from = 0): number {
  let rest = from;
  for (const byte of bytes) rest = (rest << 8) ^ (table[((rest >>> 24) ^ byte) & 0xff] ?? 0);
  return rest >>> 0;
}

/** Whether a page's own checksum is right. */
export function hasChecksum(file: RandomAccess, { offset, end }: Page): boolean {
  const bytes = Buffer.from(file.bytes(offset, end - offset));
  if (bytes.length < end - offset) return false;
  const stated = bytes.readUInt32LE(checksumAt);
  bytes.writeUInt32LE(0, checksumAt);
  return checksum(bytes) === stated;
}

/** Powers of x by 2^k bytes: what many zeros behind a piece do to its checksum. */
const powers = [1 << 8];
for (let k = 1; k < 20; k++) powers.push(multiply(powers[k - 1] ?? 0, powers[k - 1] ?? 0));

/**
 * The checksum of `bytes` followed by `zeros` zero bytes. As the checksum is linear, this tells what a change
 * of a few bytes does to a page without a look at the rest of the page.
 */
export function checksumBefore(bytes: Uint8Array, zeros: number): number {
  let rest = checksum(bytes);
  for (let k = 0, left = zeros; left > 0; k++, left >>>= 1)
    if ((left & 1) === 1) rest = multiply(rest, powers[k] ?? 0);
  return rest >>> 0;
}

/** Product of two polynomials modulo the checksum's. */
function multiply(a: number, b: number): number {
  let product = 0;
  for (let bit = 31; bit >= 0; bit--) {
    product = timesX(product);
    if (((b >>> bit) & 1) === 1) product ^= a;
  }
  return product;
}
