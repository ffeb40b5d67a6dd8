import type { RandomAccess } from '@earmark/core';

interface Known<Found> {
  readonly file: RandomAccess;
  readonly found: Found;
}

/**
 * For tag codecs: what was found in a file is found once. A write asks for tags, sound, edits and inventory of a
 * file and of what it will become, and all of them need the same parsed blocks. So the last two are remembered;
 * a map of all would cost a scan, which asks once, more than it saves.
 */
export function oncePerFile<Found>(
  find: (file: RandomAccess) => Found,
): (file: RandomAccess) => Found {
  let last: Known<Found> | undefined;
  let other: Known<Found> | undefined;
  return (file) => {
    if (last?.file !== file) {
      const known = other?.file === file ? other : { file, found: find(file) };
      [last, other] = [known, last];
    }
    return last.found;
  };
}
