import { EarmarkError, type RandomAccess } from '@earmark/core';

/** The same memory as a Buffer, for its native string and integer methods. */
export const asBuffer = (view: Uint8Array): Buffer =>
  Buffer.isBuffer(view) ? view : Buffer.from(view.buffer, view.byteOffset, view.byteLength);

/** What a file says of itself is wrong at this place. */
export const malformed = (what: string, offset: number): EarmarkError =>
  new EarmarkError('malformed', `${what} at byte ${offset}: the file is damaged or cut short`);

export const unsupported = (what: string): EarmarkError => new EarmarkError('unsupported', what);

/** All of `length` bytes, or `malformed`. */
export function exactly(file: RandomAccess, offset: number, length: number, what: string): Buffer {
  if (offset + length > file.size) throw malformed(`${what} ends behind the end`, offset);
  const bytes = asBuffer(file.bytes(offset, length));
  if (bytes.length < length) throw malformed(`${what} ends behind the end`, offset);
  return bytes;
}

/** Whether `bytes` has this Latin-1 text at `at`. */
export function has(bytes: Uint8Array, at: number, text: string): boolean {
  if (at + text.length > bytes.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}
