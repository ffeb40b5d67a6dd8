import { EarmarkError } from '@earmark/core';
import type { EncodeJob, Profile } from './profiles/profile.ts';

/** What is used of a fluent-ffmpeg command: structural, so that any version of it fits. */
export interface FluentCommand {
  output(target: string): FluentCommand;
  on(
    event: 'progress',
    listener: (progress: { readonly timemark?: string }) => void,
  ): FluentCommand;
  on(event: 'error', listener: (error: Error) => void): FluentCommand;
  on(event: 'end', listener: () => void): FluentCommand;
  run(): void;
  kill(signal: string): unknown;
}
export interface FluentProfileOptions extends Omit<Profile, 'encode'> {
  /** Your command for one input, without an output: `(input) => ffmpeg(input).audioCodec('libopus')`. */
  readonly command: (input: string) => FluentCommand;
}

/**
 * A profile that is encoded by your fluent-ffmpeg command. What it wrote is verified as ours is: the rules say
 * what has to come out, the command how.
 */
export function createFluentProfile({ command, ...rules }: FluentProfileOptions): Profile {
  return { ...rules, encode: (job) => encode(command, job) };
}

async function encode(command: FluentProfileOptions['command'], job: EncodeJob): Promise<void> {
  const { input, output, signal, onSeconds } = job;
  const ended = Promise.withResolvers<void>();
  const running = command(input)
    .output(output)
    .on('progress', ({ timemark }) => {
      const seconds = secondsOf(timemark);
      if (seconds !== undefined) onSeconds(seconds);
    })
    .on('end', () => ended.resolve())
    .on('error', (error) => ended.reject(failure(error, job)));
  // It has no gentle way to stop that every ffmpeg listens to.
  const stop = () => running.kill('SIGKILL');
  if (signal.aborted) throw new EarmarkError('aborted', `${input}: transcoding was stopped`);
  signal.addEventListener('abort', stop, { once: true });
  try {
    running.run();
    await ended.promise;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function failure(error: Error, { input, signal }: EncodeJob): EarmarkError {
  if (signal.aborted) return new EarmarkError('aborted', `${input}: transcoding was stopped`);
  return new EarmarkError(
    'malformed',
    `${input}: the fluent-ffmpeg command failed: ${error.message}`,
    {
      cause: error,
    },
  );
}

/** `00:01:02.50`; the first one of a run can be missing or `N/A`. */
function secondsOf(timemark: string | undefined): number | undefined {
  const [hours, minutes, seconds] = (timemark ?? '').split(':').map(Number);
  const sum = (hours ?? Number.NaN) * 3600 + (minutes ?? Number.NaN) * 60 + (seconds ?? Number.NaN);
  return Number.isFinite(sum) && sum >= 0 ? sum : undefined;
}
