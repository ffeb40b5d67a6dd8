import type { RandomAccess, Tags } from '@earmark/core';
import { openMovie } from './atoms/movie.ts';
import { chaptersOf } from './chapters.ts';
import { durationOf } from './duration.ts';
import { describe } from './items/describe.ts';
import { itemsIn } from './items/parse.ts';
import { whyNotWritten } from './safety.ts';

export function readMp4(file: RandomAccess): Tags {
  const movie = openMovie(file);
  const durationSeconds = durationOf(file, movie.moov);
  const chapters = chaptersOf(file, movie);
  const described = describe(file, itemsIn(file, movie.ilst));
  const reason = whyNotWritten(file, movie);
  return {
    ...described,
    chapters,
    complete: reason === undefined,
    ...(reason === undefined ? {} : { reason }),
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
  };
}
