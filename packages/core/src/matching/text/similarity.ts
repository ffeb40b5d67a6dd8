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
      const near = closeness(word, other);
      if (near < 0.75) continue;
      shared += near;
      left.delete(other);
      break;
    }
  }
  return (2 * shared) / (a.length + b.length);
}

/** 1 − edits / longer length, where an edit adds, drops, changes or swaps; 0 once more than half must change. */
export function closeness(a: string, b: string): number {
  if (a === b) return 1;
  const longer = Math.max(a.length, b.length);
  const most = Math.floor(longer / 2);
  const edits = editsBetween(a, b, most);
  return edits > most ? 0 : 1 - edits / longer;
}

/** Damerau–Levenshtein (neighbours swap once), in a band of `most` around the diagonal. More than `most` is told as `most + 1`. */
export function editsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  const tooMany = most + 1;
  let before = new Uint16Array(b.length + 1).fill(tooMany);
  let row = new Uint16Array(b.length + 1).fill(tooMany);
  let next = new Uint16Array(b.length + 1);
  for (let j = 0; j <= Math.min(b.length, most); j += 1) row[j] = j;
  for (let i = 1; i <= a.length; i += 1) {
    next.fill(tooMany);
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
