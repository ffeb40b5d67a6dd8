import { CommanderError } from 'commander';
import { ended } from './exit.ts';
import type { Io } from './io.ts';
import { createProgram } from './program.ts';
import { createSession, type Session } from './session.ts';

export async function runCommand(args: readonly string[], io: Io): Promise<number> {
  const session = openSession(io);
  try {
    const program = await session.programFor(args);
    await program.parseAsync([...args], { from: 'user' });
    return session.code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return ended.done;
    const { report } = await import('./report.ts');
    return report(error, args, io);
  }
}

export function openSession(io: Io): Session {
  const session = createSession(io, {
    programFor: (words) => createProgram(words, session),
    run: runCommand,
  });
  return session;
}
