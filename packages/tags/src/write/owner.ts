import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * Who made a temporary file, as part of its name: host, process id, start of the process. With it a later
 * process can prove that the maker is dead.
 */
const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

export function ownOwner(): string {
  return `${host}-${process.pid}-${startOf(process.pid) ?? 'x'}`;
}

/** True only on proof: the same host, and no such process, or another one under that number. */
export function isDead(owner: string): boolean {
  const [ofHost, pid, start] = owner.split('-');
  if (ofHost !== host || !/^\d+$/.test(pid ?? '')) return false;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
  const started = startOf(Number(pid));
  return started !== undefined && start !== 'x' && started !== start;
}

/** When a process started, in clock ticks since boot; unknown where there is no /proc. */
function startOf(pid: number): string | undefined {
  try {
    // The name in parentheses may hold blanks: the fields are counted from behind it.
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
