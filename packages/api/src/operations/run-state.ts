import { hostname } from 'node:os';
import type { RunRecord } from '@earmark/core';

export type RunState = 'running' | 'completed' | 'stopped' | 'failed' | 'killed';

/** A run without an end is running, or its process was killed: which of them can be told on its own machine alone. */
function runStateOf({ outcome, host, pid }: RunRecord): RunState {
  if (outcome) return outcome;
  return host === hostname() && !isThere(pid) ? 'killed' : 'running';
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Host and process are the server's own business. */
export function runShown(record: RunRecord) {
  const { host: _host, pid: _pid, ...run } = record;
  return { ...run, state: runStateOf(record) };
}
