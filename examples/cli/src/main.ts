import { ended } from './exit.ts';
import type { Io } from './io.ts';
import { ownVersion } from './version.ts';

/** Runs one command line and gives its exit code: 0 done, 1 some items failed, 2 wrong usage or configuration, 130 stopped. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  // Installers and scripts ask for it again and again: answered before anything is loaded.
  if (args.length === 1 && args[0] === '--version') {
    io.stdout.write(`${ownVersion()}\n`);
    return ended.done;
  }
  const { runCommand } = await import('./run-command.ts');
  return runCommand(args, io);
}
