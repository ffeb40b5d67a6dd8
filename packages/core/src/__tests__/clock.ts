import { EarmarkError } from '@earmark/spec';
import type { Clock } from '../spec.ts';

/** A clock that stands still until a test moves it. */
export function stillClock(): Clock & { advance(ms: number): void; readonly sleepers: number } {
  let time = 1_700_000_000_000;
  const start = time;
  const sleepers = new Set<{ readonly until: number; wake(): void }>();
  return {
    now: () => time,
    monotonic: () => time - start,
    get sleepers() {
      return sleepers.size;
    },
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const stopped = () => {
          sleepers.delete(sleeper);
          reject(new EarmarkError('aborted', 'stopped by the caller'));
        };
        const wake = () => {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', stopped);
          resolve();
        };
        const sleeper = { until: time + ms, wake };
        if (signal?.aborted) return stopped();
        signal?.addEventListener('abort', stopped, { once: true });
        sleepers.add(sleeper);
      }),
    advance(ms) {
      time += ms;
      for (const each of [...sleepers]) if (each.until <= time) each.wake();
    },
  };
}
