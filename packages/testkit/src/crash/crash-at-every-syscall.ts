import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A system call that changes files, in the order in which the process made them. */
export interface FileCall {
  readonly call:
    | 'create'
    | 'write'
    | 'fsync'
    | 'rename'
    | 'link'
    | 'unlink'
    | 'copyFile'
    | 'truncate'
    | 'mkdir'
    | 'rm'
    | 'rmdir'
    | 'symlink';
  /** Absolute; of a rename or link, where it leads to. */
  readonly file: string;
}
export interface CrashPoint extends FileCall {
  /** 1 for the first call. */
  readonly at: number;
  /** The write was cut off between two pages instead of not begun. */
  readonly torn: boolean;
}
export interface CrashWalk {
  /** The script that changes files; the same one is run again to recover. Absolute, or a file URL. */
  readonly script: string;
  readonly args?: readonly string[];
  /** Node's own arguments. Default: those of this process. */
  readonly execArgv?: readonly string[];
  /** Only calls on files below this folder count: absolute. */
  readonly under: string;
  /** Puts everything where it was, before each run. */
  prepare(): Promise<void>;
  /** Right after the kill, before anybody could repair anything. Throws where something is wrong. */
  afterKill(point: CrashPoint): Promise<void>;
  /** After the next, undisturbed run. */
  afterNextRun(point: CrashPoint): Promise<void>;
}

/**
 * Runs a script again and again, and kills it with SIGKILL before its first call that changes a file, before
 * its second, and so on until it completes; and once more cutting each write off in the middle. Needs Linux.
 * Gives the calls of the undisturbed run, so that their order can be asserted.
 */
export async function crashAtEverySyscall(walk: CrashWalk): Promise<readonly FileCall[]> {
  const compiled = await mkdtemp(join(tmpdir(), 'earmark-compiled-'));
  try {
    return await walkAll({ ...walk, compiled });
  } finally {
    await rm(compiled, { recursive: true });
  }
}

async function walkAll(walk: CrashWalk & Target): Promise<readonly FileCall[]> {
  await walk.prepare();
  const whole = await run(walk);
  if (whole.killed) throw new Error('the undisturbed run was killed by somebody else');
  for (const torn of [false, true])
    for (let at = 1; ; at++) {
      const planned = whole.calls[at - 1];
      if (torn && planned !== undefined && planned.call !== 'write') continue;
      await walk.prepare();
      const { killed, calls } = await run(walk, { at, torn });
      if (!killed) break;
      const point: CrashPoint = { ...lastOf(calls), at, torn };
      await explained(point, 'right after the kill', () => walk.afterKill(point));
      if ((await run(walk)).killed) throw new Error('the run after the kill was killed');
      await explained(point, 'after the next run', () => walk.afterNextRun(point));
    }
  return whole.calls;
}

/** Runs the script once with a log of its calls, undisturbed. */
export async function fileCallsOf(
  walk: Pick<CrashWalk, 'script' | 'args' | 'execArgv' | 'under'>,
): Promise<readonly FileCall[]> {
  return (await run(walk)).calls;
}

interface Run {
  readonly killed: boolean;
  readonly calls: readonly FileCall[];
}
type Target = Pick<CrashWalk, 'script' | 'args' | 'execArgv' | 'under'> & {
  /** Where Node keeps what it compiled: most of a short run is reading sources. */
  readonly compiled?: string;
};

async function run(
  { script, args = [], execArgv = process.execArgv, under, compiled }: Target,
  kill?: Pick<CrashPoint, 'at' | 'torn'>,
): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), 'earmark-crash-'));
  try {
    const log = join(folder, 'calls');
    const hook = new URL(import.meta.resolve('@earmark/testkit/crash-hook'));
    hook.searchParams.set('under', under);
    hook.searchParams.set('log', log);
    if (kill !== undefined) {
      hook.searchParams.set('at', String(kill.at));
      hook.searchParams.set('torn', kill.torn ? '1' : '0');
    }
    const killed = await child([...execArgv, '--import', hook.href, script, ...args], compiled);
    return { killed, calls: await readCalls(log) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** True where it was killed, false where it completed; anything else is a fault of the script. */
function child(args: readonly string[], compiled: string | undefined): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  const running = spawn(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      ...(compiled === undefined ? {} : { NODE_COMPILE_CACHE: compiled }),
    },
  });
  let said = '';
  running.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000);
  });
  running.on('error', reject);
  running.on('close', (code, signal) => {
    if (signal === 'SIGKILL') resolve(true);
    else if (code === 0) resolve(false);
    else reject(new Error(`the script ended with ${signal ?? `exit code ${code}`}: ${said}`));
  });
  return promise;
}

async function readCalls(log: string): Promise<readonly FileCall[]> {
  try {
    const lines = (await readFile(log, 'utf8')).trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function lastOf(calls: readonly FileCall[]): FileCall {
  const last = calls.at(-1);
  if (last === undefined) throw new Error('killed before the first counted call');
  return last;
}

async function explained(
  { at, call, file, torn }: CrashPoint,
  when: string,
  check: () => Promise<void>,
): Promise<void> {
  try {
    await check();
  } catch (error) {
    const how = torn ? 'in the middle of' : 'before';
    throw new Error(`killed ${how} call ${at} (${call} ${file}), ${when}: ${error}`, {
      cause: error,
    });
  }
}
