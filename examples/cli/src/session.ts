import type { Command } from 'commander';
import { ended } from './exit.ts';
import type { Globals } from './host/globals.ts';
import type { Io } from './io.ts';

/** One command line from its first word to its exit code. */
export interface Session {
  readonly io: Io;
  /** What the process ends with; the command that runs sets it. */
  code: number;
  globals(command: Command): Globals;
}

export function createSession(io: Io): Session {
  return {
    io,
    code: ended.done,
    globals: (command) => ({ ...command.optsWithGlobals<Omit<Globals, 'io'>>(), io }),
  };
}
