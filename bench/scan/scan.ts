import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ScanLine } from './scan-once.ts';

export interface Scan extends ScanLine {
  /** With the start of the process. */
  readonly wallMs: number;
}

/** Scans in a process of its own, so that its peak memory is its own. Workers: 0 is the default. */
export function scan(folder: string, state: string, workers = 0): Scan {
  const script = join(import.meta.dirname, 'scan-once.ts');
  const args = [...process.execArgv, script, resolve(folder), state, String(workers)];
  const started = performance.now();
  const { stdout, status } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const wallMs = performance.now() - started;
  if (status !== 0) throw new Error(`the scan ended with ${status}`);
  const line: ScanLine = JSON.parse(stdout.toString());
  return { ...line, wallMs };
}

/** A state folder that goes when the work is done. */
export async function withScratch<Result>(
  work: (folder: string) => Result | Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'earmark-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Walks and looks at every file, as `find -printf` does: how many there are, and how long it took. */
export function find(folder: string): { readonly files: number; readonly ms: number } {
  const started = performance.now();
  const args = [folder, '-type', 'f', '-printf', '%p %s %T@ %i\\n'];
  const text = execFileSync('find', args, { maxBuffer: 1 << 30 });
  const ms = performance.now() - started;
  return { files: text.toString('latin1').split('\n').length - 1, ms };
}

/** Other work on the machine can only add to a time. */
export const best = (times: readonly number[]): number => Math.min(...times);
export const ratio = (value: number): number => Math.round(value * 100) / 100;
