import type { Edit, Fields } from '@earmark/core';
import { id3Codec } from '../codec.ts';
import type { Id3Options } from '../options.ts';
import { memory } from './build.ts';

/** The file with its edits applied. */
export function edited(content: Buffer, set: Fields, options?: Id3Options): Buffer {
  return applied(content, [...(id3Codec(options).edits?.(memory(content), set) ?? [])]);
}

function applied(content: Buffer, edits: readonly Edit[]): Buffer {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { range, bytes } of edits) {
    if (range.offset < at) throw new Error('edits overlap');
    parts.push(content.subarray(at, range.offset), bytes);
    at = range.offset + range.length;
  }
  return Buffer.concat([...parts, content.subarray(at)]);
}

export const fieldsOf = (content: Buffer) => tagsOf(content).fields;

export function tagsOf(content: Buffer) {
  const tags = id3Codec().read(memory(content));
  if (tags instanceof Promise) throw new Error('the codec is synchronous');
  return tags;
}

/** What a change may not touch, as one text. */
export function untouched(content: Buffer, set: Fields, original = content): string {
  const codec = id3Codec();
  const free = [...(codec.changes?.(memory(original), set) ?? [])];
  return [...codec.inventory(memory(content))]
    .filter(
      ({ key }) =>
        !free.some((name) =>
          name.endsWith('*') ? key.startsWith(name.slice(0, -1)) : key === name,
        ),
    )
    .map(({ key, digest }) => `${key} ${digest}`)
    .join('\n');
}

export function essenceOf(content: Buffer): string {
  const ranges = id3Codec().essence?.(memory(content)) ?? [];
  return [...ranges]
    .map(({ offset, length }) => content.toString('hex', offset, offset + length))
    .join();
}
