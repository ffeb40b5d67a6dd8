import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { RunRecord } from '@earmark/core';

/** A run without an end is running, or its process was killed. */
export function stateOf(run: Pick<RunRecord, 'outcome' | 'host' | 'pid' | 'startedAt'>): string {
  const { outcome, host } = run;
  if (outcome) return outcome;
  if (host !== hostname()) return `unknown (on ${host})`;
  return runsHere(run) ? 'running' : 'killed';
}

/** Numbers of processes are used again, in a container at once: a process that is younger than the run is another one. */
function runsHere({ pid, startedAt }: Pick<RunRecord, 'pid' | 'startedAt'>): boolean {
  if (pid === process.pid) return startedAt >= Date.now() - process.uptime() * 1000;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const born = birthOnLinux(pid);
  return born === undefined || born <= startedAt;
}

const ticksPerSecond = 100;
/** Clocks are set while a machine runs, and ticks are coarse. */
const toleranceMs = 5000;

function birthOnLinux(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    // The name in brackets may hold anything, so the fields are counted from its end.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const ticks = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
    const booted = /^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1];
    return booted === undefined
      ? undefined
      : Number(booted) * 1000 + (ticks / ticksPerSecond) * 1000 - toleranceMs;
  } catch {
    return undefined;
  }
}
