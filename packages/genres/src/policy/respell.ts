import type { Subject } from '@earmark/core';
import { normalizeGenre } from '../normalize-genre.ts';

/**
 * The genres of today in the vocabulary's spelling, where nobody knows the album: all of them, in their order. What
 * is no genre to the vocabulary stays as it is, as it is one to somebody.
 */
export function respelled({ targets }: Subject): readonly string[] {
  const today = targets.flatMap(({ fields }) => fields.genre ?? []);
  return [
    ...new Set(
      today.flatMap((label) => {
        const { genres } = normalizeGenre(label, { ofFile: true });
        return genres.length > 0 ? genres : [label.trim()];
      }),
    ),
  ];
}
