import { EarmarkError } from '@earmark/spec';
import type { Clock } from './spec.ts';

/** Node's timers fire at once where more is asked. */
const longestTimer = 2 ** 31 - 1;

/** The machine's own time. A sleeper ends with `aborted` when its signal does; until then it keeps the process alive, as somebody waits for it. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  async sleep(ms, signal) {
    const until = performance.now() + ms;
    for (let left = ms; left > 0; left = until - performance.now())
      await timer(Math.min(left, longestTimer), signal);
    if (signal?.aborted) throw stopped(signal);
  },
};

/**
 * Calls `expired` after `ms` of the machine's own time, unless the returned function is called before. It bounds
 * what the world outside does (a socket that hangs), which no clock of a test can hurry or hold.
 */
export function startDeadline(ms: number, expired: () => void): () => void {
  const handle = setTimeout(expired, Math.min(ms, longestTimer));
  handle.unref();
  return () => clearTimeout(handle);
}

function timer(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(stopped(signal));
    const onAbort = () => {
      clearTimeout(handle);
      reject(stopped(signal));
    };
    const handle = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

function stopped(signal: AbortSignal | undefined): EarmarkError {
  return new EarmarkError('aborted', 'stopped by the caller', { cause: signal?.reason });
}
