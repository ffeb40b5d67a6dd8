import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { type Clock, EarmarkError } from '@earmark/core';
import type { Leash } from './leash.ts';
import { createProgressParser, type FfmpegProgress } from './progress.ts';

/** How tools are run on this machine. */
export interface Tools {
  readonly ffmpeg: string;
  readonly ffprobe: string;
  readonly nice: number;
  /** 0: as many as the encoder likes. */
  readonly threads: number;
  /** Milliseconds between SIGTERM and SIGKILL: some builds do not listen to the first. */
  readonly graceMs: number;
  readonly leash: Leash;
}
export interface ToolRun {
  readonly tool: string;
  readonly args: readonly string[];
  /** What it works on, for messages. */
  readonly subject: string;
  readonly tools: Tools;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: FfmpegProgress) => void;
  /** Given to the tool as `pipe:4`. */
  readonly feed?: string;
  /** Gets what the tool prints as it comes, instead of the answer: it may be more than is kept. */
  readonly onOutput?: (text: string) => void;
  /** `latin1` keeps bytes as they are. Default utf8. */
  readonly encoding?: 'utf8' | 'latin1';
}
export interface ToolOutput {
  readonly stdout: string;
  readonly stderr: string;
}
const mostText = 32 * 1024 * 1024;
const mostErrors = 64 * 1024;
/** What ends in the place of a program that is not there, and the fault that it stands for. */
const notFound = 127;
const missing = Object.assign(new Error('not found'), { code: 'ENOENT' });

/** Runs a tool to its end. Stopped by the signal it throws `aborted`: never the file's failure. */
export async function runTool(run: ToolRun): Promise<ToolOutput> {
  const { tool, args, subject, tools, signal } = run;
  const [program = tool, ...words] = [...(await tools.leash()), tool, ...args];
  if (signal.aborted) throw stopped(subject);
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'] });
  const ended = Promise.withResolvers<{ code: number | null; killer: NodeJS.Signals | null }>();
  const finished = new AbortController();
  let stdout = '';
  let stderr = '';
  child.on('error', (error) => ended.reject(startFailure(error, tool)));
  child.on('close', (code, killer) => ended.resolve({ code, killer }));
  child.on('spawn', () => beNice(child.pid, tools.nice));
  child.stdout?.setEncoding(run.encoding ?? 'utf8').on('data', (text: string) => {
    if (run.onOutput) run.onOutput(text);
    else if (stdout.length < mostText) stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-mostErrors);
  });
  const progress = createProgressParser(run.onProgress ?? (() => undefined));
  (child.stdio[3] as Readable).setEncoding('utf8').on('data', progress);
  const feeding = child.stdio[4] as Writable;
  // A tool that ends early reads no more of it: its exit code says why.
  feeding.on('error', () => undefined).end(run.feed ?? '');

  const stop = () => {
    child.kill('SIGTERM');
    void run.clock
      .sleep(tools.graceMs, finished.signal)
      .then(() => child.kill('SIGKILL'))
      .catch(() => undefined);
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    const { code, killer } = await ended.promise;
    if (signal.aborted) throw stopped(subject);
    if (code === notFound && program !== tool) throw startFailure(missing, tool);
    if (code !== 0) throw failure(tool, subject, code, killer, stderr);
    return { stdout, stderr };
  } finally {
    signal.removeEventListener('abort', stop);
    finished.abort();
  }
}

function beNice(pid: number | undefined, nice: number): void {
  if (pid === undefined || nice === 0) return;
  try {
    setPriority(pid, nice);
  } catch {
    // It may have ended already, or we may not: then it runs as we do.
  }
}

const stopped = (subject: string) =>
  new EarmarkError('aborted', `${subject}: transcoding was stopped`);

function startFailure(error: Error, tool: string): EarmarkError {
  const { code } = error as NodeJS.ErrnoException;
  const text =
    code === 'ENOENT'
      ? `${tool} was not found: install ffmpeg, or say where it is (options ffmpeg and ffprobe; FFMPEG_PATH for the command line)`
      : `${tool} could not be started: ${error.message}`;
  return new EarmarkError('config', text, { cause: error });
}

function failure(
  tool: string,
  subject: string,
  code: number | null,
  killer: string | null,
  stderr: string,
): EarmarkError {
  const said = stderr.trim().split('\n').slice(-3).join(' | ') || 'it said nothing';
  if (killer !== null)
    return new EarmarkError('io', `${subject}: ${tool} was killed by ${killer}; try again`);
  if (/No space left on device|Disk quota exceeded/.test(stderr))
    return new EarmarkError('io', `${subject}: no space left on the device; make room`);
  if (/Permission denied|Read-only file system|Input\/output error/.test(stderr))
    return new EarmarkError('io', `${subject}: ${said}`);
  return new EarmarkError('malformed', `${subject}: ${tool} ended with ${code}: ${said}`);
}
