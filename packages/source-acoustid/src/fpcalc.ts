import { execFile } from 'node:child_process';
import { EarmarkError } from '@earmark/core';
import { z } from 'zod';

/** What a recording sounds like, in chromaprint's letters. */
export interface Fingerprint {
  readonly seconds: number;
  readonly letters: string;
}
interface Said {
  readonly stdout: string;
  readonly stderr: string;
}

export const installFpcalc =
  'install it: `apt install libchromaprint-tools` (Debian, Ubuntu), `brew install chromaprint` (macOS); or name it by the option `fpcalc`';

/** It listens to the first two minutes alone: far less than this, even on a busy machine. */
const patienceMs = 120_000;
const said = z.object({ duration: z.number().nonnegative(), fingerprint: z.string().min(1) });

/**
 * Undefined for a sound too short or too quiet to have one. What it printed counts, not its exit status: it is
 * nonzero after a last packet that is cut off, although the fingerprint is good.
 */
export async function listen(
  path: string,
  fpcalc: string,
  signal: AbortSignal,
): Promise<Fingerprint | undefined> {
  const { stdout, stderr } = await run(fpcalc, ['-json', path], signal);
  const read = said.safeParse(parsed(stdout));
  if (read.success) return { seconds: read.data.duration, letters: read.data.fingerprint };
  if (/empty fingerprint/i.test(stderr)) return undefined;
  const why = stderr.trim().split('\n').at(-1) || 'it said nothing';
  throw new EarmarkError('malformed', `${path}: fpcalc cannot listen to it: ${why}`);
}

export async function versionOf(fpcalc: string, signal: AbortSignal): Promise<string> {
  const { stdout } = await run(fpcalc, ['-version'], signal);
  return stdout.trim();
}

function run(fpcalc: string, args: readonly string[], signal: AbortSignal): Promise<Said> {
  return new Promise((resolve, reject) => {
    execFile(fpcalc, args, { signal, timeout: patienceMs }, (error, stdout, stderr) => {
      if (signal.aborted) reject(new EarmarkError('aborted', 'fpcalc was stopped'));
      else if (error?.code === 'ENOENT' || error?.code === 'EACCES')
        reject(new EarmarkError('config', `${fpcalc} cannot be started: ${installFpcalc}`));
      else if (error?.killed)
        reject(new EarmarkError('malformed', `fpcalc ${args.join(' ')}: no answer in two minutes`));
      else resolve({ stdout, stderr });
    });
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
