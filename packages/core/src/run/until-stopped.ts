import { EarmarkError } from '../errors.ts';

/** The result of work that may be abandoned: whoever does it and hears no signal does not hold up a stop. */
export function untilStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stopped = () =>
      reject(new EarmarkError('aborted', 'stopped by the caller', { cause: signal.reason }));
    if (signal.aborted) stopped();
    signal.addEventListener('abort', stopped, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stopped));
  });
}
