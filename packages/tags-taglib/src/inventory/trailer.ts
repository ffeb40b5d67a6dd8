import type { RandomAccess } from '@earmark/core';
import { latin1 } from '../containers/container.ts';
import { entry, type InventoryEntry } from './digest.ts';

const id3v1Fields = [
  ['title', 3, 30],
  ['artist', 33, 30],
  ['album', 63, 30],
  ['date', 93, 4],
  ['comment', 97, 28],
  ['track', 125, 2],
  ['genre', 127, 1],
] as const;

/** What stands behind the sound: APE items by their key, the fields of ID3v1, the rest as one thing. */
export function* trailerEntries(file: RandomAccess, start: number): Iterable<InventoryEntry> {
  const bytes = Buffer.from(file.bytes(start, file.size - start));
  const text = latin1(bytes);
  const id3v1 = bytes.length >= 128 && text.startsWith('TAG', bytes.length - 128);
  const end = id3v1 ? bytes.length - 128 : bytes.length;
  if (id3v1)
    for (const [field, at, length] of id3v1Fields)
      yield entry(`id3v1:${field}`, bytes.subarray(end + at, end + at + length));
  const ape = text.indexOf('APETAGEX');
  if (ape < 0) {
    if (end > 0) yield entry('trailer', bytes.subarray(0, end));
    return;
  }
  if (ape > 0) yield entry('trailer', bytes.subarray(0, ape));
  yield* apeEntries(bytes.subarray(ape, end));
}

function* apeEntries(tag: Buffer): Iterable<InventoryEntry> {
  const last = tag.length - 32;
  for (let at = 32; at + 9 <= last; ) {
    const length = tag.readUInt32LE(at);
    const keyEnd = tag.indexOf(0, at + 8);
    const end = keyEnd + 1 + length;
    if (keyEnd < 0 || end > last) return;
    const key = tag.toString('latin1', at + 8, keyEnd).toLowerCase();
    yield entry(`ape:${key}`, tag.subarray(keyEnd + 1, end));
    at = end;
  }
}
