/**
 * One library through the scan, cold and warm, beside `find` over the same files.
 *
 *   node --conditions=@earmark/source bench/scan/scan.ts <folder> [--tags] [--rounds N]
 *
 * Without --tags the reader makes tags up from the path (walk, grouping and catalogue alone); with it, the
 * native formats read them. Each scan is a process of its own, so that its peak memory is its own. One JSON line.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

interface ScanLine {
  readonly ms: number;
  readonly maxRssMb: number;
  readonly counts: Readonly<Record<string, number>>;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { tags: { type: 'boolean' }, rounds: { type: 'string', default: '5' } },
});
const [folder] = positionals;
if (!folder) throw new Error('scan.ts <folder> [--tags] [--rounds N]');
const state = mkdtempSync(join(tmpdir(), 'earmark-bench-'));
const rounds = Number(values.rounds);
const reader = values.tags ? 'tags' : 'none';

try {
  const files = find();
  const cold = scan();
  const pairs = Array.from({ length: rounds }, () => ({ find: timed(find), warm: scan() }));
  // The best of each: other work on the machine can only add.
  const findMs = Math.min(...pairs.map((pair) => pair.find));
  const warmMs = Math.min(...pairs.map(({ warm }) => warm.ms));
  const fits =
    cold.counts.files === files &&
    cold.counts.new === files &&
    pairs.every(({ warm }) => warm.counts.files === files && warm.counts.new === 0);
  console.log(
    JSON.stringify({
      bench: 'scan',
      reader,
      files,
      right: fits,
      warmToFind: round(warmMs / findMs),
      warmFilesPerSecond: Math.round((files / warmMs) * 1000),
      coldFilesPerSecond: Math.round((files / cold.ms) * 1000),
      coldMaxRssMb: cold.maxRssMb,
      warmMaxRssMb: Math.max(...pairs.map(({ warm }) => warm.maxRssMb)),
      counts: cold.counts,
    }),
  );
  process.exitCode = fits ? 0 : 1;
} finally {
  rmSync(state, { recursive: true });
}

function find(): number {
  const args = [folder ?? '', '-type', 'f', '-printf', '%p %s %T@ %i\\n'];
  const text = execFileSync('find', args, { maxBuffer: 1 << 30 });
  return text.toString('latin1').split('\n').length - 1;
}

function scan(): ScanLine {
  const script = join(import.meta.dirname, 'scan-once.ts');
  const args = ['--conditions=@earmark/source', script, resolve(folder ?? ''), state, reader];
  const { stdout, status } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`the scan ended with ${status}`);
  return JSON.parse(stdout.toString()) as ScanLine;
}

function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function round(ratio: number): number {
  return Math.round(ratio * 100) / 100;
}
