import type { Subject } from '@earmark/core';
import { normalizeGenre } from '../normalize-genre.ts';

/**
 * The genres of today in the vocabulary's spelling, for where nobody knows the album: all of them, in their order.
 * What is no genre to the vocabulary stays as it is, as it is one to somebody. Nothing where nothing would change.
 */
export function respelled({ targets }: Subject): readonly string[] {
  const today = targets.flatMap(({ fields }) => fields.genre ?? []);
  const written = [
    ...new Set(
      today.flatMap((label) => {
        const { genres } = normalizeGenre(label, { ofFile: true });
        return genres.length > 0 ? genres : [label.trim()];
      }),
    ),
  ];
  return written.join('\n') === [...new Set(today)].join('\n') ? [] : written;
}
