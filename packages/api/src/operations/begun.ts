import { EarmarkError, type Run } from '@earmark/core';

/** Whoever asks over HTTP is answered at once: what would have to wait is refused. */
export const noWait = { whenBusy: 'refuse' } as const;

/** A run that has really begun. What could not begin (another one writes, a root is somebody else's) is refused. */
export function begun(run: Run): Promise<Run> {
  return new Promise((resolve, reject) => {
    run.on('run-started', () => resolve(run));
    void run.done.then(({ fault }) => {
      if (fault) reject(new EarmarkError(fault.code, fault.message));
      else resolve(run);
    });
  });
}
