import { differences, type Piece } from './differences.ts';
import { printable } from './printable.ts';
import { dim, green, greenMark, red, redMark } from './style.ts';

/** What was there and what is there now, each as a text in which people see what differs: by colour, or by `[-…-]` and `{+…+}` as `git diff --word-diff` has them. */
export function sides(before: readonly string[], after: readonly string[]) {
  const found = differences(before, after);
  return {
    before: painted(found.before, { whole: red, part: redMark, signs: ['[-', '-]'] }),
    after: painted(found.after, { whole: green, part: greenMark, signs: ['{+', '+}'] }),
  };
}

/** The same two as plain text, for cells of a table: in quotes and exactly where what differs would not be seen. */
export function plainSides(before: readonly string[], after: readonly string[]) {
  const found = differences(before, after);
  return { before: plain(found.before), after: plain(found.after) };
}

const plain = (pieces: readonly Piece[]) =>
  pieces.length === 0 ? '(none)' : pieces.map(({ text }) => printable(text)).join('');

interface Look {
  /** Of a side that has nothing in common with the other. */
  readonly whole: (text: string) => string;
  readonly part: (text: string) => string;
  readonly signs: readonly [string, string];
}

function painted(pieces: readonly Piece[], { whole, part, signs }: Look): string {
  if (pieces.length === 0) return dim('(none)');
  const isApart = pieces.every(({ text, changed }) => changed || text === '; ' || text === '"');
  return pieces
    .map(({ text, changed }) => {
      const shown = printable(text);
      if (!changed) return shown;
      if (isApart) return whole(shown);
      const marked = part(shown);
      return marked === shown ? `${signs[0]}${shown}${signs[1]}` : marked;
    })
    .join('');
}
