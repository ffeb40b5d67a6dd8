import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { promisify } from 'node:util';
import { codeOf } from './disk.ts';
import type { LockRecord } from './record.ts';

/** What tells a process from every other one, on this machine and elsewhere. */
export interface Identity {
  readonly hostname: string;
  readonly pid: number;
  /** Random at each boot of a kernel, with the process table's own id: containers of one kernel have several. Empty where the system tells none. */
  readonly boot: string;
  readonly start: string;
}

/** `unknown`: there is a process of that number, and nothing tells whether it is the same one. */
export type Life = 'alive' | 'dead' | 'unknown';

const run = promisify(execFile);

export async function ownIdentity(host = hostname()): Promise<Identity> {
  const start = await startOf(process.pid);
  return { hostname: host, pid: process.pid, boot: await bootId(), start: start ?? '' };
}

/** Undefined: the record is of another machine, so this one cannot know. */
export async function lifeOf(record: LockRecord, own: Identity): Promise<Life | undefined> {
  const { hostname, boot, pid, start } = record;
  if (boot === undefined || hostname !== own.hostname || boot !== own.boot) return undefined;
  if (pid === own.pid && start === own.start) return 'alive';
  const found = await startOf(pid);
  if (found === undefined) return 'dead';
  if (found === '' || start === undefined || start === '') return 'unknown';
  return found === start ? 'alive' : 'dead';
}

/** Empty where there is such a process and its start cannot be told; undefined where it has ended. */
async function startOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') return startOnLinux(pid);
  if (!isRunning(pid)) return undefined;
  if (process.platform === 'win32') return '';
  const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => none);
  return stdout.trim();
}

async function startOnLinux(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold anything, so the fields are counted from its end: state is the third of all.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, threads, start] = [fields[0] ?? '', Number(fields[17]), fields[19] ?? ''];
    // A killed process whose last thread still sits in a system call may yet change a file.
    const ended = (state === 'Z' || state === 'X') && threads <= 1;
    return ended ? undefined : start;
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(codeOf(error))) return undefined;
    return '';
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

const none = { stdout: '' };
async function bootId(): Promise<string> {
  if (process.platform === 'linux') {
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
    const table = await readlink('/proc/self/ns/pid').catch(() => '');
    return boot === '' ? '' : `${boot.trim()} ${table}`;
  }
  if (process.platform !== 'darwin') return '';
  const { stdout } = await run('sysctl', ['-n', 'kern.bootsessionuuid']).catch(() => none);
  return stdout.trim();
}
