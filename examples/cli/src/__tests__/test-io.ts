import { EventEmitter } from 'node:events';
import { Readable, Writable } from 'node:stream';
import type { Clock } from '@earmark/core';
import type { Io } from '../io.ts';

export interface TestIo extends Io {
  readonly signals: EventEmitter;
  /** What was written so far. */
  readonly written: { readonly stdout: string; readonly stderr: string };
}

export interface TestIoOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stdin?: string;
  readonly clock?: Clock;
}

/** Surroundings of a command line that runs in this process: nothing of it reaches the real ones. */
export function testIo({ cwd = '/', env = {}, stdin = '', clock }: TestIoOptions = {}): TestIo {
  const written = { stdout: '', stderr: '' };
  const into = (name: keyof typeof written) =>
    new Writable({
      write(chunk, _encoding, done) {
        written[name] += String(chunk);
        done();
      },
    });
  return {
    cwd,
    env,
    ...(clock && { clock }),
    stdin: Readable.from(stdin === '' ? [] : [stdin]),
    stdout: into('stdout'),
    stderr: into('stderr'),
    signals: new EventEmitter(),
    exit(code) {
      throw new Error(`left with ${code}`);
    },
    written,
  };
}
