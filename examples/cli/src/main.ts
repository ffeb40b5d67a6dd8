import { toEarmarkError } from '@earmark/core';
import { CommanderError } from 'commander';
import { codeOf, ended } from './exit.ts';
import { printable } from './output/output.ts';
import { createProgram } from './program.ts';

/** Runs one command line and gives its exit code: 0 done, 1 some items failed, 2 wrong usage or configuration, 130 stopped. */
export async function main(args: readonly string[]): Promise<number> {
  listenForReaders();
  const { program, outcome } = createProgram();
  try {
    await program.parseAsync([...args], { from: 'user' });
    return outcome.code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : ended.usage;
    return report(error, args);
  }
}

/** Who reads us may go away (`| head`), or their disk be full: then a run that is under way ends cleanly. */
function listenForReaders(): void {
  // With its last listener the signal would get back its power to end us on the spot.
  process.on('SIGPIPE', () => undefined);
  let told = false;
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', ({ code, message }: NodeJS.ErrnoException) => {
      // Every further word fails as well, while the run ends.
      if (told) return;
      told = true;
      const gone = code === 'EPIPE';
      if (!gone && stream === process.stdout)
        process.stderr.write(`earmark: the output could not be written: ${message}\n`);
      if (process.listenerCount('SIGPIPE') === 1) process.exit(gone ? ended.done : ended.failed);
      process.emit('SIGPIPE');
    });
  }
}

function report(error: unknown, args: readonly string[]): number {
  const { code, message } = toEarmarkError(error);
  if (args.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ event: 'failed', error: { code, message } })}\n`);
  }
  process.stderr.write(`earmark: ${message.split('\n').map(printable).join('\n')}\n`);
  if (code === 'internal' || args.includes('--verbose')) {
    process.stderr.write(`${error instanceof Error ? error.stack : ''}\n`);
  }
  return codeOf(code);
}
