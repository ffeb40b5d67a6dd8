import type { Edit, RandomAccess } from '@earmark/core';
import { children, hasStrangeTail } from './atoms/container.ts';
import type { Movie } from './atoms/movie.ts';
import { chunkTables, readOffsets } from './atoms/offset-tables.ts';

/** Atoms that lead to the tags: where one is damaged, there may be tags that nobody sees. */
const wayDown = new Set(['udta', 'meta', 'ilst']);

/** Why a file is not written, or nothing. */
export function whyNotWritten(file: RandomAccess, movie: Movie): string | undefined {
  const { moov, udta, meta, ilst, lists } = movie;
  if (lists > 1) return 'it has several lists of tags (ilst)';
  if (children(moov, 'cmov').length > 0) return 'its movie is compressed';
  for (const container of [moov, udta, meta])
    if (container?.cut && wayDown.has(container.cut))
      return `${container.cut} is longer than ${container.atom.type}, which it is in`;
  if (ilst && hasStrangeTail(file, ilst))
    return 'its list of tags (ilst) holds something that is not an item';
  return undefined;
}

/**
 * Whether sound is said to begin inside the movie, in bytes that would change or move: so it is in files whose
 * media data were cut out.
 */
export function touchesChunks(
  file: RandomAccess,
  { moov }: Movie,
  edits: readonly Edit[],
): boolean {
  const { offset: start, end } = moov.atom;
  return chunkTables(file, moov).some((table) =>
    readOffsets(file, table).some(
      (offset) => offset >= start && offset < end && isDisturbed(offset, edits),
    ),
  );
}

function isDisturbed(offset: number, edits: readonly Edit[]): boolean {
  let moved = 0;
  for (const { range, bytes } of edits) {
    if (range.offset > offset) break;
    if (offset < range.offset + range.length) return true;
    moved += bytes.length - range.length;
  }
  return moved !== 0;
}
