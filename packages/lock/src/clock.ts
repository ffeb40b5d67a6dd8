import type { Clock } from '@earmark/core';

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) => timer(ms, signal).done,
};

/** A sleep that does not keep the process alive: nobody waits for a heartbeat. */
export function restQuietly(ms: number, signal: AbortSignal): Promise<void> {
  const { handle, done } = timer(ms, signal);
  handle.unref();
  return done;
}

function timer(ms: number, signal?: AbortSignal) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const handle = setTimeout(end, ms);
  function end() {
    clearTimeout(handle);
    signal?.removeEventListener('abort', end);
    resolve();
  }
  signal?.addEventListener('abort', end, { once: true });
  if (signal?.aborted) end();
  return { handle, done: promise };
}
