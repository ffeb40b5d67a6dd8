import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** A program that answers each line with a line. */
export interface LineProcess {
  /** Undefined where it ended or took longer than ten seconds; the next question goes to a new one. */
  ask(line: string): Promise<string | undefined>;
  close(): void;
}

const patienceMs = 10_000;

export function createLineProcess(program: string, args: readonly string[]): LineProcess {
  let child: ChildProcessByStdio<Writable, Readable, null> | undefined;
  let answered: (line: string | undefined) => void = () => undefined;

  function running(): Writable {
    if (child !== undefined) return child.stdin;
    const started = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    child = started;
    createInterface({ input: started.stdout }).on('line', (line) => answered(line));
    started.stdin.on('error', () => undefined);
    started.on('exit', () => {
      if (child !== started) return;
      child = undefined;
      answered(undefined);
    });
    return started.stdin;
  }
  function end(): void {
    const ended = child;
    child = undefined;
    ended?.kill('SIGKILL');
  }

  return {
    ask(line) {
      return new Promise((resolve) => {
        const late = setTimeout(() => {
          end();
          resolve(undefined);
        }, patienceMs);
        answered = (answer) => {
          clearTimeout(late);
          resolve(answer);
        };
        running().write(`${line}\n`);
      });
    },
    close: end,
  };
}
