import type { Edit, RandomAccess, Tags } from '@earmark/core';
import { mp4Codec } from '../codec.ts';

export interface CountedAccess extends RandomAccess {
  readonly seen: { reads: number; bytes: number };
}

/** A file in memory that counts what is asked of it. */
export function fileOf(bytes: Uint8Array): CountedAccess {
  const seen = { reads: 0, bytes: 0 };
  return {
    size: bytes.length,
    seen,
    bytes(offset, length) {
      const view = bytes.subarray(offset, offset + length);
      seen.reads++;
      seen.bytes += view.length;
      return view;
    },
  };
}

export function applied(original: Uint8Array, edits: Iterable<Edit>): Buffer {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { range, bytes } of edits) {
    if (range.offset < at) throw new Error(`edits overlap at ${at}`);
    parts.push(original.subarray(at, range.offset), bytes);
    at = range.offset + range.length;
  }
  return Buffer.concat([...parts, original.subarray(at)]);
}

const codec = mp4Codec();

export const readBytes = (bytes: Uint8Array): Tags => {
  const tags = codec.read(fileOf(bytes));
  if (tags instanceof Promise) throw new Error('the codec is synchronous');
  return tags;
};

export const written = (bytes: Uint8Array, set: Record<string, readonly string[]>): Buffer =>
  applied(bytes, codec.edits?.(fileOf(bytes), set) ?? []);

/** The bytes of the sound. */
export const soundOf = (bytes: Uint8Array): Buffer =>
  Buffer.concat(
    [...(codec.essence?.(fileOf(bytes)) ?? [])].map(({ offset, length }) =>
      bytes.subarray(offset, offset + length),
    ),
  );

/** The inventory without the keys that a change may touch. */
export function keptBy(
  bytes: Uint8Array,
  before: Uint8Array,
  set: Record<string, readonly string[]>,
) {
  const free = new Set(codec.changes?.(fileOf(before), set) ?? []);
  return [...codec.inventory(fileOf(bytes))]
    .filter(({ key }) => !free.has(key))
    .map(({ key, digest }) => `${key} ${digest}`)
    .sort();
}
