import type { Patch, Piece } from './patch.ts';

const blockBytes = 32;
const smallBytes = 512;

/**
 * What of `old` has to change to become `next`. Equal ends are cut off; where much is left, long runs that
 * only moved (a picture behind a frame that grew) are found and left out too.
 */
export function differences(old: Buffer, next: Buffer): Patch {
  const shorter = Math.min(old.length, next.length);
  let start = 0;
  while (start < shorter && old[start] === next[start]) start++;
  let tail = 0;
  while (tail < shorter - start && old[old.length - 1 - tail] === next[next.length - 1 - tail])
    tail++;
  const left = old.subarray(start, old.length - tail);
  const right = next.subarray(start, next.length - tail);
  if (left.length === 0 && right.length === 0) return [];
  if (Math.min(left.length, right.length) < smallBytes)
    return [{ at: start, old: left, new: right }];
  return betweenRuns(left, right, start);
}

function betweenRuns(left: Buffer, right: Buffer, shift: number): Patch {
  const pieces: Piece[] = [];
  let leftEnd = 0;
  let rightEnd = 0;
  const close = (leftStart: number, rightStart: number) => {
    if (leftStart > leftEnd || rightStart > rightEnd)
      pieces.push({
        at: shift + leftEnd,
        old: left.subarray(leftEnd, leftStart),
        new: right.subarray(rightEnd, rightStart),
      });
  };
  for (const run of commonRuns(left, right)) {
    close(run.left, run.right);
    leftEnd = run.left + run.length;
    rightEnd = run.right + run.length;
  }
  close(left.length, right.length);
  return pieces;
}

interface Run {
  readonly left: number;
  readonly right: number;
  readonly length: number;
}

/** Runs that both have, in the same order: blocks of `left` looked up at every place of `right`. */
function* commonRuns(left: Buffer, right: Buffer): Iterable<Run> {
  const places = new Map<string, number>();
  for (let at = 0; at + blockBytes <= left.length; at += blockBytes) {
    const key = left.toString('latin1', at, at + blockBytes);
    if (!places.has(key)) places.set(key, at);
  }
  let leftEnd = 0;
  let rightEnd = 0;
  for (let at = 0; at + blockBytes <= right.length; ) {
    const found = places.get(right.toString('latin1', at, at + blockBytes));
    if (found === undefined || found < leftEnd) {
      at++;
      continue;
    }
    let before = 0;
    while (
      found - before > leftEnd &&
      at - before > rightEnd &&
      left[found - before - 1] === right[at - before - 1]
    )
      before++;
    let after = blockBytes;
    while (
      found + after < left.length &&
      at + after < right.length &&
      left[found + after] === right[at + after]
    )
      after++;
    yield { left: found - before, right: at - before, length: before + after };
    leftEnd = found + after;
    rightEnd = at + after;
    at += after;
  }
}
