// 100,000 acquisitions by eight processes over three keys, with processes killed and stopped and clocks that jump by
// an hour: node bench/lock/soak.ts [ACQUISITIONS]. Prints one JSON line.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runHerd } from '../../packages/lock/src/__fixtures__/herd.ts';
import { judgeHistory, type Line } from '../../packages/lock/src/__fixtures__/history.ts';

const wanted = Number(process.argv[2] ?? 100_000);
const folder = mkdtempSync(join(tmpdir(), 'earmark-soak-'));
const files = join(folder, 'files');
const startedAt = performance.now();
const total = { acquired: 0, confirmed: 0, refused: 0, killed: 0, stopped: 0 };
const faults: string[] = [];
mkdirSync(files);
try {
  for (let round = 0; total.acquired < wanted && faults.length === 0; round++) {
    const notes = join(folder, `notes-${round}`);
    const failures = await runHerd({
      folder: files,
      keys: 3,
      notes,
      seconds: 60,
      beatMs: 100,
      staleMs: 1000,
      holdMs: 0,
      clockJumpMs: 3_600_000,
      host: 'here',
      processes: 8,
      harmEveryMs: 1500,
      stops: 0.3,
    });
    faults.push(...failures.map((code) => `a worker ended with ${code}`));
    const lines = readFileSync(notes, 'utf8').trimEnd().split('\n');
    const verdict = judgeHistory(
      lines.map((line): Line => JSON.parse(line)),
      { leases: false },
    );
    faults.push(...verdict.faults);
    total.acquired += verdict.acquired;
    total.confirmed += verdict.confirmed;
    total.refused += verdict.refused;
    total.killed += verdict.killed;
    total.stopped += verdict.stopped;
    rmSync(notes);
    console.error(JSON.stringify(total));
  }
} finally {
  rmSync(folder, { recursive: true });
}
for (const fault of faults.slice(0, 20)) console.error(fault);
const seconds = Math.round((performance.now() - startedAt) / 1000);
console.log(JSON.stringify({ bench: 'lock-soak', seconds, ...total, faults: faults.length }));
process.exitCode = faults.length > 0 ? 1 : 0;
