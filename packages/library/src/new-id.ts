import { randomFillSync } from 'node:crypto';

const digits = '0123456789abcdefghjkmnpqrstvwxyz';

/** 26 characters that sort by time: 48 bits of milliseconds, 80 bits of chance. */
export function newId(now: number): string {
  const bytes = randomFillSync(new Uint8Array(16));
  let id = '';
  for (let rest = Math.floor(now), at = 0; at < 10; at++) {
    id = digits.charAt(rest % 32) + id;
    rest = Math.floor(rest / 32);
  }
  for (const byte of bytes) id += digits.charAt(byte & 31);
  return id;
}
