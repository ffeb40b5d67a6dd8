import { ended } from '../exit.ts';
import type { Host } from '../host/host.ts';
import { listenFor } from '../io.ts';

/** Waits until somebody stops the command; a second time ends it at once. */
export function stopAsked({ io }: Pick<Host, 'io'>): Promise<void> {
  return new Promise((resolve) => {
    let asked = 0;
    listenFor(io.signals, ['SIGINT', 'SIGTERM', 'SIGHUP'], () => {
      asked += 1;
      if (asked > 1) io.exit(ended.stopped);
      resolve();
    });
  });
}
