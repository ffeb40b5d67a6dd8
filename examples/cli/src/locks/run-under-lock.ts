import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { EarmarkError, type Lease, type LockStrategy } from '@earmark/core';
import { type Io, listenFor } from '../io.ts';
import type { Output } from '../output/output.ts';

/** What flock(1) and sysexits call "try again later". */
const temporaryFailure = 75;
const notStarted = 127;
const graceMs = 5000;

export interface UnderLock {
  readonly locks: LockStrategy;
  readonly file: string;
  readonly command: readonly string[];
  readonly waitMs: number;
  readonly out: Output;
  readonly io: Io;
}

/** The command's own exit code, or 75 where the lock could not be had. A lost lock ends the command. */
export async function runUnderLock({
  locks,
  file,
  command,
  waitMs,
  out,
  io,
}: UnderLock): Promise<number> {
  let lease: Lease;
  try {
    lease = await locks.acquire(file, { waitMs });
  } catch (error) {
    if (!EarmarkError.is(error, 'locked')) throw error;
    out.note(`earmark: ${error.message}`);
    return temporaryFailure;
  }
  try {
    return await run(lease, command, out, io);
  } finally {
    await lease.release();
  }
}

function run(
  { token, lost, key }: Lease,
  [program = '', ...args]: readonly string[],
  out: Output,
  { cwd, env, signals }: Io,
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: 'inherit',
      cwd,
      env: { ...env, EARMARK_LOCK_TOKEN: String(token) },
    });
    const passed: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', 'SIGINT'];
    const listening = passed.map((name) => listenFor(signals, [name], () => child.kill(name)));
    lost.addEventListener('abort', () => {
      out.complain(`earmark: the lock of ${key} was lost; ending the command`);
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), graceMs).unref();
    });
    const end = (code: number) => {
      for (const each of listening) each[Symbol.dispose]();
      resolve(code);
    };
    child.on('error', (error) => {
      out.complain(`earmark: ${program}: ${error.message}`);
      end(notStarted);
    });
    child.on('close', (code, signal) =>
      end(code ?? 128 + (signal ? constants.signals[signal] : 0)),
    );
  });
}
