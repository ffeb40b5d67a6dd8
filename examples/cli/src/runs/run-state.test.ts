import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { stateOf } from './run-state.ts';

const day = 24 * 3600 * 1000;
const host = hostname();

test('a run whose process goes on is running, whatever ended says how, another machine is unknown', () => {
  expect(stateOf({ host, pid: process.pid, startedAt: Date.now() })).toBe('running');
  expect(stateOf({ host, pid: process.pid, startedAt: 0, outcome: 'stopped' })).toBe('stopped');
  expect(stateOf({ host: 'elsewhere', pid: 1, startedAt: 0 })).toBe('unknown (on elsewhere)');
});

test('a process that took the number of a killed one is not the run', async (ctx) => {
  expect(stateOf({ host, pid: process.pid, startedAt: Date.now() - day })).toBe('killed');
  if (process.platform !== 'linux') ctx.skip('only Linux tells when a process began');
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  onTestFinished(() => void child.kill());
  await once(child, 'spawn');
  const pid = child.pid ?? 0;
  expect(stateOf({ host, pid, startedAt: Date.now() - day })).toBe('killed');
  expect(stateOf({ host, pid, startedAt: Date.now() + 1000 })).toBe('running');
});
