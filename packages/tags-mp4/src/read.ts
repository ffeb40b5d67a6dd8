import type { EmbeddedPicture, RandomAccess, Tags } from '@earmark/core';
import { asBuffer } from '@earmark/tags/codec';
import { openMovie } from './atoms/movie.ts';
import { chaptersOf } from './chapters.ts';
import { durationOf } from './duration.ts';
import { describe } from './items/describe.ts';
import { itemsIn } from './items/parse.ts';
import { picturesIn } from './items/pictures.ts';
import { whyNotWritten } from './safety.ts';

export function readMp4(file: RandomAccess): Tags {
  const movie = openMovie(file);
  const durationSeconds = durationOf(file, movie.moov);
  const chapters = chaptersOf(file, movie);
  const described = describe(file, itemsIn(file, movie.ilst));
  const reason = whyNotWritten(file, movie);
  return {
    ...described,
    container: containerOf(file),
    chapters,
    complete: reason === undefined,
    ...(reason === undefined ? {} : { reason }),
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
  };
}

export const mp4Pictures = (file: RandomAccess): readonly EmbeddedPicture[] =>
  picturesIn(file, itemsIn(file, openMovie(file).ilst));

/** Its major brand tells an audiobook and a film from a song; most others call themselves MP4. */
function containerOf(file: RandomAccess): string {
  const brand = asBuffer(file.bytes(8, 4)).toString('latin1').trim().toLowerCase();
  return asBuffer(file.bytes(4, 4)).toString('latin1') === 'ftyp' && /^m4[abv]$/.test(brand)
    ? brand
    : 'mp4';
}
