import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { promisify } from 'node:util';

/** What tells a process from every other one, on this machine and elsewhere. */
export interface ProcessIdentity {
  readonly hostname: string;
  readonly pid: number;
  /** Random at each boot of a kernel, with the process table's own id: containers of one kernel have several. Empty where the system tells none. */
  readonly boot: string;
  /** When it started, in a unit of its system: tells it from a later one with the same number. Empty where that cannot be told. */
  readonly start: string;
}
/** As it was written down, perhaps by an older version or another tool. */
export type KnownProcess = Pick<ProcessIdentity, 'hostname' | 'pid'> &
  Partial<{ readonly [Key in 'boot' | 'start']: string | undefined }>;

/**
 * The one answer to "is that process dead?". `dead` only on proof: the same kernel, the same process table, and no
 * such process or a younger one under its number. `unknown`: there is one of that number, and nothing tells whether
 * it is the same. `elsewhere`: another machine or container, so this one cannot know.
 */
export type Life = 'alive' | 'dead' | 'unknown' | 'elsewhere';

const run = promisify(execFile);
const none = { stdout: '' };

export async function ownProcess(host = hostname()): Promise<ProcessIdentity> {
  const start = await startOf(process.pid);
  return { hostname: host, pid: process.pid, boot: await bootId(), start: start ?? '' };
}

export async function lifeOf(known: KnownProcess, own: ProcessIdentity): Promise<Life> {
  const { hostname: host, boot, pid, start } = known;
  if (boot === undefined || host !== own.hostname || boot !== own.boot) return 'elsewhere';
  return lifeHere(pid, (found) => found === start, start, own);
}

/** The same for a process of this very process table, told by anything that follows from its start. */
export async function lifeHere(
  pid: number,
  isStart: (found: string) => boolean,
  start: string | undefined,
  own: ProcessIdentity,
): Promise<Life> {
  if (pid === own.pid && isStart(own.start)) return 'alive';
  const found = await startOf(pid);
  if (found === undefined) return 'dead';
  if (found === '' || start === undefined || start === '') return 'unknown';
  return isStart(found) ? 'alive' : 'dead';
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
    return ['ENOENT', 'ESRCH'].includes(codeOf(error)) ? undefined : '';
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

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

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';
