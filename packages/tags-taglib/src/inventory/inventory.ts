import type { RandomAccess } from '@earmark/core';
import { afterId3v2, type Container, containerIn } from '../containers/container.ts';
import { beforeTrailers } from '../containers/trailers.ts';
import { chunkEntries } from './chunks.ts';
import type { InventoryEntry } from './digest.ts';
import { id3v2Entries } from './id3v2.ts';
import { mp4Entries } from './mp4.ts';
import { trailerEntries } from './trailer.ts';
import { flacEntries, oggEntries } from './vorbis.ts';

const inside: Readonly<Record<Container, (file: RandomAccess) => Iterable<InventoryEntry>>> = {
  mpeg: aroundSound,
  ape: aroundSound,
  *flac(file) {
    yield* aroundSound(file);
    yield* flacEntries(file);
  },
  ogg: oggEntries,
  mp4: mp4Entries,
  wav: (file) => chunkEntries(file, false),
  aiff: (file) => chunkEntries(file, true),
  other: () => [],
  unknown: () => [],
};

/** Everything that is not sound, for the containers that are written. */
export function inventory(file: RandomAccess): Iterable<InventoryEntry> {
  return inside[containerIn(file)](file);
}

function* aroundSound(file: RandomAccess): Iterable<InventoryEntry> {
  const start = afterId3v2(file);
  yield* id3v2Entries(file, 0, start);
  yield* trailerEntries(file, beforeTrailers(file, start));
}
