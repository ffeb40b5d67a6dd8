import { exact, isEvident } from './exact.ts';

/** A bit of what is shown: what stays, or what differs from the other side. */
export interface Piece {
  readonly text: string;
  readonly changed: boolean;
}
export interface Differences {
  readonly before: readonly Piece[];
  readonly after: readonly Piece[];
}

/** Letters are compared where at least so much of both is the same: else it is another value. */
const alike = 0.5;
/** Beyond it nobody compares letters. */
const longest = 400;

/** Two lists of values, by what is different in them: whole values, or the letters of the one that was rewritten. */
export function differences(before: readonly string[], after: readonly string[]): Differences {
  const evident = isEvident(before, after);
  const gone = before.filter((value) => !after.includes(value));
  const come = after.filter((value) => !before.includes(value));
  const letters = rewritten(gone, come);
  const side = (list: readonly string[], differing: readonly string[], own?: readonly Piece[]) =>
    list.flatMap((value, at): readonly Piece[] => {
      const changed = differing.includes(value);
      const pieces = changed && own ? own : [{ text: value, changed }];
      const shown = evident ? pieces : quoted(pieces);
      return at === 0 ? shown : [still('; '), ...shown];
    });
  return {
    before: side(before, gone, letters?.before),
    after: side(after, come, letters?.after),
  };
}

const still = (text: string): Piece => ({ text, changed: false });
const quoted = (pieces: readonly Piece[]): readonly Piece[] => [
  still('"'),
  ...pieces.map(({ text, changed }) => ({ text: exact(text), changed })),
  still('"'),
];

function rewritten(gone: readonly string[], come: readonly string[]): Differences | undefined {
  const [before, rest] = gone;
  const [after, more] = come;
  if (before === undefined || after === undefined) return undefined;
  return rest === undefined && more === undefined ? byLetter(before, after) : undefined;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const lettersOf = (text: string) => [...graphemes.segment(text)].map(({ segment }) => segment);

function byLetter(before: string, after: string): Differences | undefined {
  const [a, b] = [lettersOf(before), lettersOf(after)];
  if (Math.max(a.length, b.length) > longest) return undefined;
  const same = commonLetters(a, b);
  if (same.length < alike * Math.max(a.length, b.length)) return undefined;
  const keptBefore = new Set(same.map(([at]) => at));
  const keptAfter = new Set(same.map(([, at]) => at));
  return { before: joined(a, keptBefore), after: joined(b, keptAfter) };
}

/** The longest common subsequence, as pairs of places. */
function commonLetters(
  a: readonly string[],
  b: readonly string[],
): readonly (readonly [number, number])[] {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] =
        a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}

function joined(letters: readonly string[], kept: ReadonlySet<number>): readonly Piece[] {
  const pieces: { text: string; changed: boolean }[] = [];
  for (const [at, text] of letters.entries()) {
    const changed = !kept.has(at);
    const last = pieces.at(-1);
    if (last?.changed === changed) last.text += text;
    else pieces.push({ text, changed });
  }
  return pieces;
}
