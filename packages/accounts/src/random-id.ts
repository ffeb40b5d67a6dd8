import { randomBytes } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** The largest multiple of 62 in a byte: what lies above would make the first letters likelier. */
const fair = 248;

/** Letters and digits alone, so that it can stand in addresses, file names and keys. Each is worth 5.95 bits. */
export function randomId(length: number): string {
  let id = '';
  while (id.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < fair && id.length < length) id += alphabet[byte % 62];
    }
  }
  return id;
}
