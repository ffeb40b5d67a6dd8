import { ended } from './exit.ts';
import type { Io } from './io.ts';

/** This process as a command line sees it. */
export function processIo(): Io {
  listenForReaders();
  return {
    cwd: process.cwd(),
    env: process.env,
    // Opened where it is read: a terminal's or pipe's stream keeps a process alive.
    get stdin() {
      return process.stdin;
    },
    stdout: process.stdout,
    stderr: process.stderr,
    signals: process,
    exit: (code) => process.exit(code),
  };
}

/** Whoever reads our output may go away (`| head`), or their disk be full: then a run that is under way ends cleanly. */
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
