import type { RandomAccess } from '@earmark/core';
import { topAtoms } from './atoms/atom.ts';
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
  if (ilst && hasStrangeTail(file, ilst)) return 'its list of tags (ilst) holds what is no item';
  return undefined;
}

/** The same, for what only a look at the whole file and at every chunk of sound tells. */
export function whyUnsafe(file: RandomAccess, { moov }: Movie): string | undefined {
  const tops = [...topAtoms(file)];
  if (tops.filter(({ type }) => type === 'moov').length > 1) return 'it has several movies (moov)';
  const { offset: start, end } = moov.atom;
  const inside = chunkTables(file, moov).some((table) =>
    readOffsets(file, table).some((offset) => offset > start && offset < end),
  );
  return inside ? 'its sound is said to lie where its tags are' : undefined;
}
