import type { RandomAccess } from '@earmark/core';
import { children, hasStrangeTail } from './atoms/container.ts';
import type { Movie } from './atoms/movie.ts';

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
