import { type Folded, soundOf } from './fold.ts';

/** 0 to 1: how alike two texts are, whatever their script, spacing, punctuation and word order. */
export function similarity(a: Folded, b: Folded): number {
  if (a.compact === b.compact) return 1;
  if (a.compact === '' || b.compact === '') return 0;
  const letters = closeness(a.compact, b.compact);
  let best = letters;
  if (a.transliterated !== b.transliterated) {
    const heard = closeness(soundOf(a.compact), soundOf(b.compact));
    best = Math.max(best, heard - 0.02);
  }
  if (best > 0.9 || (a.words.length < 2 && b.words.length < 2)) return best;
  return Math.max(best, 0.95 * sharedWords(a.words, b.words));
}

/** A text in Han characters says nothing about one in Latin letters, for or against. */
export function comparable(a: Folded, b: Folded): boolean {
  return a.opaque === b.opaque;
}

/** Dice's measure over words, where a word with a typing mistake still counts as itself. */
function sharedWords(a: readonly string[], b: readonly string[]): number {
  const left = new Set(b);
  let shared = 0;
  const open: string[] = [];
  for (const word of a) {
    if (left.delete(word)) shared += 1;
    else open.push(word);
  }
  for (const word of open) {
    for (const other of left) {
      const near = closeness(word, other, 0.75);
      if (near === 0) continue;
      shared += near;
      left.delete(other);
      break;
    }
  }
  return (2 * shared) / (a.length + b.length);
}

/** 1 − edits / longer length, where an edit adds, drops, changes or swaps; 0 where that is below `least`. */
export function closeness(a: string, b: string, least = 0.5): number {
  if (a === b) return 1;
  const longer = Math.max(a.length, b.length);
  const most = Math.floor(longer * (1 - least));
  const edits = editsBetween(a, b, most);
  return edits > most ? 0 : 1 - edits / longer;
}

/** Damerau–Levenshtein (neighbours swap once), in a band of `most` around the diagonal. More than `most` is told as `most + 1`. */
export function editsBetween(one: string, other: string, most: number): number {
  const tooMany = most + 1;
  if (Math.abs(one.length - other.length) > most) return tooMany;
  if (most === 0) return one === other ? 0 : tooMany;
  const [a, b] = withoutCommonEnds(one, other);
  let [before, row, next] = rowsFor(b.length + 1);
  before.fill(tooMany, 0, b.length + 1);
  row.fill(tooMany, 0, b.length + 1);
  for (let j = 0; j <= Math.min(b.length, most); j += 1) row[j] = j;
  for (let i = 1; i <= a.length; i += 1) {
    next.fill(tooMany, 0, b.length + 1);
    if (i <= most) next[0] = i;
    let least = next[0] ?? tooMany;
    const from = Math.max(1, i - most);
    const to = Math.min(b.length, i + most);
    for (let j = from; j <= to; j += 1) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let cost = (row[j - 1] ?? tooMany) + (same ? 0 : 1);
      cost = Math.min(cost, (row[j] ?? tooMany) + 1, (next[j - 1] ?? tooMany) + 1);
      if (
        !same &&
        i > 1 &&
        j > 1 &&
        a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
        a.charCodeAt(i - 2) === b.charCodeAt(j - 1)
      )
        cost = Math.min(cost, (before[j - 2] ?? tooMany) + 1);
      next[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return tooMany;
    [before, row, next] = [row, next, before];
  }
  return Math.min(row[b.length] ?? tooMany, tooMany);
}

/** What two texts begin and end with alike costs no edit. */
function withoutCommonEnds(a: string, b: string): readonly [string, string] {
  const shorter = Math.min(a.length, b.length);
  let from = 0;
  while (from < shorter && a.charCodeAt(from) === b.charCodeAt(from)) from += 1;
  let same = 0;
  while (
    same < shorter - from &&
    a.charCodeAt(a.length - 1 - same) === b.charCodeAt(b.length - 1 - same)
  )
    same += 1;
  return [a.slice(from, a.length - same), b.slice(from, b.length - same)];
}

type Rows = [Uint16Array, Uint16Array, Uint16Array];

/** One text is compared thousands of times an album: its rows are not made anew each time. */
let rows: Rows = makeRows(128);

function rowsFor(length: number): Rows {
  if (rows[0].length < length) rows = makeRows(2 * length);
  return [...rows];
}

function makeRows(length: number): Rows {
  return [new Uint16Array(length), new Uint16Array(length), new Uint16Array(length)];
}
