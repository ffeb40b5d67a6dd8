import type { RandomAccess } from '@earmark/core';
import { children, hasStrangeTail } from './atoms/container.ts';
import type { Movie } from './atoms/movie.ts';

/** Why a file is not written, or nothing. */
export function whyNotWritten(file: RandomAccess, movie: Movie): string | undefined {
  const { moov, udta, meta, ilst, lists } = movie;
  if (lists > 1) return 'it has several lists of tags (ilst)';
  if (children(moov, 'cmov').length > 0) return 'its movie is compressed';
  const broken = [moov, udta, meta, ilst].find(
    (container) => container && hasStrangeTail(file, container),
  );
  if (broken) return `atoms in ${broken.atom.type} are longer than it is, or are no atoms`;
  return undefined;
}
