import { setTimeout as sleep } from 'node:timers/promises';

const longestWaitMs = 500;

/** Does the same again, at growing intervals, for as long as it fails in a way that passes. */
export async function patiently<T>(
  work: () => Promise<T>,
  passes: (error: unknown) => boolean,
  patienceMs: number,
): Promise<T> {
  const end = performance.now() + patienceMs;
  for (let waitMs = 10; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
    try {
      return await work();
    } catch (error) {
      if (!passes(error) || performance.now() + waitMs > end) throw error;
      await sleep(waitMs);
    }
  }
}
