/**
 * Peak memory of a first and of a second scan, of a library and of ten times that library.
 *
 *   node bench/scan/memory.ts <folder> [--times 10]
 *
 * The larger library is hard links to the files of the smaller one, so it needs no room; it is made beside the
 * folder, on the same disk, and removed. One JSON line; `ratio` is the larger's peak over the smaller's.
 */
import { linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ratio, scan, withScratch } from './scan.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { times: { type: 'string', default: '10' } },
});
const [folder] = positionals;
if (folder === undefined) throw new Error('memory.ts <folder> [--times N]');
const large = mkdtempSync(join(dirname(resolve(folder)), 'earmark-bench-'));
try {
  for (let copy = 0; copy < Number(values.times); copy++) link(folder, join(large, String(copy)));
  const small = await peaks(folder);
  const big = await peaks(large);
  console.log(
    JSON.stringify({
      bench: 'scan-memory',
      right: big.files === small.files * Number(values.times),
      small,
      large: big,
      ratioCold: ratio(big.coldMb / small.coldMb),
      ratioWarm: ratio(big.warmMb / small.warmMb),
    }),
  );
} finally {
  rmSync(large, { recursive: true });
}

async function peaks(library: string) {
  return withScratch((state) => {
    const cold = scan(library, state);
    const warm = scan(library, state);
    return { files: warm.counts.files ?? 0, coldMb: cold.maxRssMb, warmMb: warm.maxRssMb };
  });
}

function link(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) link(source, target);
    else linkSync(source, target);
  }
}
