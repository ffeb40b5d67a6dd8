// What it costs a scan to look whether somebody holds a file: node bench/lock/scan.ts FOLDER [ROUNDS].
// Each round: a scan into a fresh catalogue, a scan that finds nothing new, then the lock of every file is inspected,
// and all locks below the folder are listed. One in a hundred files is locked meanwhile. Prints one JSON line with medians.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createFileLock } from '@earmark/lock';
import { createSqliteStore } from '@earmark/store';
import type { ScanLine } from '../scan/scan-once.ts';

const [source = '', rounds = '3'] = process.argv.slice(2);
const scanner = fileURLToPath(new URL('../scan/scan-once.ts', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'earmark-lock-scan-'));
const folder = join(home, 'library');

function scan(state: string): ScanLine {
  const args = [...process.execArgv, '--no-warnings', scanner, folder, state];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as ScanLine;
}
async function pathsIn(state: string): Promise<readonly string[]> {
  const store = createSqliteStore({ folder: state });
  const { catalogue } = await store.account('default');
  const paths: string[] = [];
  for await (const each of catalogue.folders('bench'))
    for (const key of await catalogue.keys('bench', each)) paths.push(key.path);
  await store.close();
  return paths;
}
async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const percent = (part: number, whole: number) => Number(((part / whole) * 100).toFixed(1));

try {
  // A library is only read: its own copy may be written to.
  cpSync(source, folder, { recursive: true });
  const times = { cold: [] as number[], warm: [] as number[], inspect: [] as number[] };
  const list: number[] = [];
  let files = 0;
  let held = 0;
  for (let round = 0; round < Number(rounds); round++) {
    const state = join(home, `state-${round}`);
    times.cold.push(scan(state).ms);
    times.warm.push(scan(state).ms);
    const paths = await pathsIn(state);
    files = paths.length;
    const own = createFileLock({ roots: { bench: folder } });
    const leases = await Promise.all(
      paths.filter((_, index) => index % 100 === 0).map((path) => own.acquire(`bench:${path}`, {})),
    );
    const locks = createFileLock({ roots: { bench: folder } });
    held = 0;
    times.inspect.push(
      await timed(async () => {
        for (const path of paths) if (await locks.inspect(`bench:${path}`)) held += 1;
      }),
    );
    list.push(
      await timed(async () => {
        for await (const _ of locks.list(folder));
      }),
    );
    await Promise.all(leases.map((lease) => lease.release()));
  }
  const [cold, warm, inspect] = [median(times.cold), median(times.warm), median(times.inspect)];
  const line = {
    bench: 'lock-scan',
    ...{ files, held, rounds: Number(rounds) },
    ...{ coldMs: Math.round(cold), warmMs: Math.round(warm) },
    ...{ inspectMs: Math.round(inspect), listMs: Math.round(median(list)) },
    microsecondsPerFile: Number(((inspect * 1000) / files).toFixed(1)),
    overheadOfColdPercent: percent(inspect, cold),
    overheadOfWarmPercent: percent(inspect, warm),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
} finally {
  rmSync(home, { recursive: true, force: true });
}
