import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { randomId } from '../random-id.ts';

const form = /^emk_([A-Za-z0-9]{8})_([\w-]{43})([A-Za-z0-9]{6})$/;
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `emk_`, eight letters that name it, 256 random bits, six letters that tell a mistyped key from an unknown one. */
export function newKey(): { readonly id: string; readonly key: string } {
  const id = randomId(8);
  const body = `emk_${id}_${randomBytes(32).toString('base64url')}`;
  return { id, key: body + checksum(body) };
}

/** The public part of a key that is well-formed. */
export function idOfKey(key: string): string | undefined {
  const [, id, , sum] = form.exec(key) ?? [];
  return id !== undefined && sum === checksum(key.slice(0, -6)) ? id : undefined;
}

export const digestOfKey = (key: string): Buffer => createHash('sha256').update(key).digest();

function checksum(text: string): string {
  let rest = crc32(text);
  let letters = '';
  for (let place = 0; place < 6; place += 1) {
    letters = `${alphabet[rest % 62]}${letters}`;
    rest = Math.floor(rest / 62);
  }
  return letters;
}
