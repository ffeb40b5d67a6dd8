import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { openNotes } from './notes.ts';
import type { WorkerPlan } from './worker.ts';

export interface HerdPlan extends WorkerPlan {
  readonly host: string;
  readonly processes: number;
  /** The mean time between two signals to any of them, in milliseconds. */
  readonly harmEveryMs: number;
  /** The share of signals that stop a process, for longer than the stale time, instead of killing it. */
  readonly stops: number;
}

/** Keeps workers running on this machine, kills and stops them at random, and replaces the killed. Gives the exit codes that were not its own doing. */
export async function runHerd(plan: HerdPlan): Promise<readonly number[]> {
  const { processes, seconds, harmEveryMs, stops, staleMs, host } = plan;
  const note = await openNotes(plan.notes);
  const until = performance.now() + seconds * 1000;
  const running = new Set<ChildProcess>();
  const spared = new Set<ChildProcess>();
  const ends: Promise<void>[] = [];
  const failures: number[] = [];

  function start() {
    const left = (until - performance.now()) / 1000;
    if (left <= 0.2) return;
    const child = spawn(
      process.execPath,
      [
        '--conditions=@earmark/source',
        `${import.meta.dirname}/worker.ts`,
        JSON.stringify({ ...plan, seconds: left }),
      ],
      { stdio: ['ignore', 'inherit', 'inherit'] },
    );
    running.add(child);
    const end = once(child, 'exit').then(([code]) => {
      running.delete(child);
      if (code) failures.push(code);
      start();
    });
    ends.push(end);
  }

  async function harm() {
    const able = [...running].filter((child) => !spared.has(child));
    const child = able[randomInt(Math.max(1, able.length))];
    if (child === undefined) return;
    const who = `${host}:${child.pid}`;
    if (randomInt(1000) >= stops * 1000) {
      await note({ who, what: 'killing' });
      child.kill('SIGKILL');
      return;
    }
    spared.add(child);
    await note({ who, what: 'stopping' });
    child.kill('SIGSTOP');
    await sleep(staleMs * 1.5);
    child.kill('SIGCONT');
    await note({ who, what: 'continued' });
    spared.delete(child);
  }

  for (let each = 0; each < processes; each++) start();
  const harms: Promise<void>[] = [];
  while (performance.now() < until - staleMs * 2) {
    await sleep(randomInt(1, 2 * harmEveryMs));
    harms.push(harm());
  }
  await Promise.all(harms);
  for (let waited = 0; waited < ends.length; waited++) await ends[waited];
  return failures;
}
