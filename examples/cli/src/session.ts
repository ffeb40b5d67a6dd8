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
  /** The table of commands, with those loaded that these words name: for commands about commands. */
  programFor(words: readonly string[]): Promise<Command>;
  /** Another command line. Gives its exit code. */
  run(args: readonly string[], io: Io): Promise<number>;
}

export function createSession(
  io: Io,
  { programFor, run }: Pick<Session, 'programFor' | 'run'>,
): Session {
  return {
    io,
    code: ended.done,
    globals: (command) => ({ ...command.optsWithGlobals<Omit<Globals, 'io'>>(), io }),
    programFor,
    run,
  };
}
