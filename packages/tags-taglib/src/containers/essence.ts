import type { ByteRange, RandomAccess } from '@earmark/core';
import { atomsAt } from './atoms.ts';
import { chunksOf } from './chunks.ts';
import { afterId3v2, type Container, containerIn } from './container.ts';
import { soundPages } from './ogg-pages.ts';
import { beforeTrailers } from './trailers.ts';

/** Where the sound is, for the containers that are written. None: the file is only read. */
const finders: Readonly<Record<Container, (file: RandomAccess) => readonly ByteRange[]>> = {
  mpeg: (file) => between(afterId3v2(file), file),
  ape: (file) => between(afterId3v2(file), file),
  flac: (file) => between(afterFlacBlocks(file), file),
  ogg: soundPages,
  mp4: (file) =>
    atomsAt(file, ['mdat']).map(({ content, offset, length }) => ({
      offset: content,
      length: offset + length - content,
    })),
  wav: (file) => chunksNamed(file, 'data', false),
  aiff: (file) => chunksNamed(file, 'SSND', true),
  other: () => [],
  unknown: () => [],
};

export function essence(file: RandomAccess): readonly ByteRange[] {
  const ranges = finders[containerIn(file)](file);
  const fits = ranges.every(({ offset, length }) => length > 0 && offset + length <= file.size);
  return fits ? ranges : [];
}

function between(start: number, file: RandomAccess): readonly ByteRange[] {
  return [{ offset: start, length: beforeTrailers(file, start) - start }];
}

function chunksNamed(file: RandomAccess, id: string, bigEndian: boolean): readonly ByteRange[] {
  return [...chunksOf(file, bigEndian)].filter((chunk) => chunk.id === id);
}

function afterFlacBlocks(file: RandomAccess): number {
  for (let offset = afterId3v2(file) + 4; ; ) {
    const [type = 0x80, a = 0, b = 0, c = 0] = file.bytes(offset, 4);
    offset += 4 + (a << 16) + (b << 8) + c;
    if (type >= 0x80 || offset >= file.size) return offset;
  }
}
