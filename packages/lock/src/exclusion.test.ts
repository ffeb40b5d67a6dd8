import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runHerd } from './__fixtures__/herd.ts';
import { judgeHistory, type Line } from './__fixtures__/history.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'earmark-exclusion-'));
  mkdirSync(join(folder, 'files'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const plan = { keys: 3, holdMs: 6, clockJumpMs: 3_600_000, beatMs: 50, staleMs: 400 };
const lines = (notes: string): Line[] =>
  readFileSync(notes, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

test('eight processes of one machine never hold a lock at once, killed, stopped and with clocks that jump', async () => {
  const notes = join(folder, 'notes');
  const herd = { ...plan, folder: join(folder, 'files'), notes, host: 'one', seconds: 4 };
  expect(await runHerd({ ...herd, processes: 8, harmEveryMs: 120, stops: 0.4 })).toEqual([]);
  const verdict = judgeHistory(lines(notes), { leases: false });
  expect(verdict.faults).toEqual([]);
  expect(verdict.acquired).toBeGreaterThan(50);
  expect(Math.min(verdict.killed, verdict.stopped)).toBeGreaterThan(0);
}, 60_000);

test('machines that take each other over never pass confirm once a larger token is out', async () => {
  const notes = join(folder, 'notes');
  const herd = { ...plan, folder: join(folder, 'files'), notes, seconds: 5, processes: 3 };
  const ends = ['one', 'two', 'three'].map((host) =>
    runHerd({ ...herd, host, harmEveryMs: 400, stops: 0.7 }),
  );
  expect((await Promise.all(ends)).flat()).toEqual([]);
  const verdict = judgeHistory(lines(notes), { leases: true });
  const grave = verdict.faults.filter((fault) => !fault.includes('while'));
  expect(grave).toEqual([]);
  expect(verdict.acquired).toBeGreaterThan(20);
}, 60_000);
