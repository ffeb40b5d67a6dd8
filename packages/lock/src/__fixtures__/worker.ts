// A process that takes locks at random, until it is killed or its time is up. Its one argument is a WorkerPlan as JSON.
import { randomInt } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { EarmarkError } from '@earmark/core';
import { createFileLock } from '../index.ts';
import { openNotes } from './notes.ts';

export interface WorkerPlan {
  readonly folder: string;
  readonly keys: number;
  readonly notes: string;
  readonly seconds: number;
  readonly beatMs: number;
  readonly staleMs: number;
  /** Longest hold and longest pause, in milliseconds. */
  readonly holdMs: number;
  /** What this machine is called: two names on one machine make leases of their locks. */
  readonly host?: string;
  /** How wrong the wall clock goes, in milliseconds: it jumps by up to this much at every look. */
  readonly clockJumpMs?: number;
}

const plan: WorkerPlan = JSON.parse(process.argv[2] ?? '');
const { folder, keys, seconds, beatMs, staleMs, holdMs, host = hostname() } = plan;
const jump = plan.clockJumpMs ?? 0;
const note = await openNotes(plan.notes);
const who = `${host}:${process.pid}`;
const locks = createFileLock({
  beatMs,
  staleMs,
  host,
  clock: {
    now: () => Date.now() + (jump > 0 ? randomInt(-jump, jump) : 0),
    monotonic: () => performance.now(),
    sleep: (ms, signal) => sleep(ms, undefined, signal ? { signal } : {}),
  },
});

const until = performance.now() + seconds * 1000;
while (performance.now() < until) {
  const key = `${folder}/key-${randomInt(keys)}`;
  try {
    await using lease = await locks.acquire(key, { waitMs: staleMs * 3 });
    const { token } = lease;
    await note({ who, what: 'acquired', key, token });
    if (holdMs > 0) await sleep(randomInt(holdMs));
    await note({ who, what: 'confirming', key, token });
    try {
      await lease.confirm();
      await note({ who, what: 'confirmed', key, token });
      await note({ who, what: 'releasing', key, token });
    } catch (error) {
      if (!EarmarkError.is(error, 'locked')) throw error;
      await note({ who, what: 'refused', key, token });
    }
  } catch (error) {
    if (!EarmarkError.is(error, 'locked')) {
      console.log(
        `WORKER ${who} ${error instanceof Error ? `${error.stack} ${error.cause ?? ''}` : error}`,
      );
      process.exitCode = 1;
    }
  }
  if (holdMs > 0) await sleep(randomInt(holdMs));
}
process.exit();
