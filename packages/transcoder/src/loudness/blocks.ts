/**
 * How loud a recording is, block by block of 400 ms, as a histogram: how many blocks there are of each tenth of a LUFS.
 * It is all that the loudness of a track, and of an album with others, is computed from, so nothing is decoded twice.
 */
export type Blocks = readonly (readonly [tenth: number, count: number])[];

/** Blocks below this are silence (EBU R 128, ITU-R BS.1770-4). */
const absoluteGate = -70;
/** Blocks so much below the mean of the others do not count. */
const relativeGate = -10;

export function blocksOf(loudness: Iterable<number>): Blocks {
  const counts = new Map<number, number>();
  for (const each of loudness) {
    if (!(each >= absoluteGate)) continue;
    const tenth = Math.round(each * 10);
    counts.set(tenth, (counts.get(tenth) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => a - b);
}

export function mergedBlocks(all: readonly Blocks[]): Blocks {
  const counts = new Map<number, number>();
  for (const [tenth, count] of all.flat()) counts.set(tenth, (counts.get(tenth) ?? 0) + count);
  return [...counts].sort(([a], [b]) => a - b);
}

/** The integrated loudness in LUFS; undefined for silence. */
export function integrated(blocks: Blocks): number | undefined {
  const ungated = mean(blocks);
  if (ungated === undefined) return undefined;
  const gate = (ungated + relativeGate) * 10;
  return mean(blocks.filter(([tenth]) => tenth >= gate));
}

/** Of powers, not of decibels. */
function mean(blocks: Blocks): number | undefined {
  const count = blocks.reduce((sum, [, each]) => sum + each, 0);
  if (count === 0) return undefined;
  const power = blocks.reduce((sum, [tenth, each]) => sum + each * 10 ** (tenth / 100), 0);
  return 10 * Math.log10(power / count);
}
