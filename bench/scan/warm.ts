/**
 * A scan of a library that did not change, beside `find -printf` over the same files.
 *
 *   node bench/scan/warm.ts <folder> [--rounds 5]
 *
 * The start of the process is stated apart: it is what the whole call takes longer than the scan in it.
 * `toFind` below 1 means that the scan was faster. One JSON line.
 */
import { parseArgs } from 'node:util';
import { best, find, ratio, scan, withScratch } from './scan.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' } },
});
const [folder] = positionals;
if (folder === undefined) throw new Error('warm.ts <folder> [--rounds N]');

await withScratch((state) => {
  const { files } = find(folder);
  const first = scan(folder, state);
  const rounds = Array.from({ length: Number(values.rounds) }, () => ({
    find: find(folder),
    warm: scan(folder, state),
  }));
  const findMs = best(rounds.map((round) => round.find.ms));
  const warmMs = best(rounds.map(({ warm }) => warm.ms));
  const startMs = best(rounds.map(({ warm }) => warm.wallMs - warm.ms));
  const right =
    first.counts.new === files &&
    rounds.every(({ warm: { counts } }) => counts.files === files && unchanged(counts));
  console.log(
    JSON.stringify({
      bench: 'scan-warm',
      files,
      right,
      toFind: ratio(warmMs / findMs),
      startToFind: ratio(startMs / findMs),
      filesPerSecond: Math.round((files / warmMs) * 1000),
      startMs: Math.round(startMs),
      maxRssMb: Math.max(...rounds.map(({ warm }) => warm.maxRssMb)),
    }),
  );
  process.exitCode = right ? 0 : 1;
});

function unchanged({ new: fresh, changed, removed, moved }: Readonly<Record<string, number>>) {
  return [fresh, changed, removed, moved].every((count) => count === 0);
}
