import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** Whose request is on its way with the session: there is one at a time, over all processes. */
export interface Holder {
  readonly by: string;
  readonly host: string;
  readonly pid: number;
  readonly until: number;
}

/** Longer than a request may take together with its waiting for the rate. */
const heldMs = 240_000;

export const newHolder = (now: number): Holder => ({
  by: randomUUID(),
  host: hostname(),
  pid: process.pid,
  until: now + heldMs,
});

/** Somebody who was killed holds nothing any more; of another machine only time tells. */
export function isHolding({ host, pid, until }: Holder, now: number): boolean {
  if (until <= now) return false;
  return host !== hostname() || isAlive(pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
