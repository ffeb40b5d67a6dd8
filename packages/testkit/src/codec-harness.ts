import type { Edit, Fields, RandomAccess, TagCodec, Tags } from '@earmark/core';

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

/** What a file becomes by edits that come in order. */
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

export interface CodecHarness {
  read(bytes: Uint8Array): Tags;
  write(bytes: Uint8Array, set: Fields): Buffer;
  /** The bytes of the sound. */
  soundOf(bytes: Uint8Array): Buffer;
  /** The inventory without the keys that a change of `before` may touch, as sorted lines. */
  keptBy(bytes: Uint8Array, before: Uint8Array, set: Fields): readonly string[];
}

/** A synchronous codec on files in memory: for the tests of a tag format. */
export function codecHarness(codec: TagCodec): CodecHarness {
  return {
    read(bytes) {
      const tags = codec.read(fileOf(bytes));
      if (tags instanceof Promise) throw new Error('the codec is not synchronous');
      return tags;
    },
    write: (bytes, set) => applied(bytes, codec.edits?.(fileOf(bytes), set) ?? []),
    soundOf: (bytes) =>
      Buffer.concat(
        [...(codec.essence?.(fileOf(bytes)) ?? [])].map(({ offset, length }) =>
          bytes.subarray(offset, offset + length),
        ),
      ),
    keptBy(bytes, before, set) {
      const free = new Set(codec.changes?.(fileOf(before), set) ?? []);
      return [...codec.inventory(fileOf(bytes))]
        .filter(({ key }) => !free.has(key))
        .map(({ key, digest }) => `${key} ${digest}`)
        .sort();
    },
  };
}
