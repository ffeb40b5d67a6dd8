import type { Clock } from '../spec.ts';

/** Something to wait for, with an end. What rang while nobody waited is remembered. */
export interface Bell {
  ring(what?: 'news'): void;
  wait(ms: number, what: 'news' | 'any', signal: AbortSignal): Promise<void>;
}

export function createBell(clock: Clock): Bell {
  let rang: 'nothing' | 'any' | 'news' = 'nothing';
  let wake: (() => void) | undefined;
  let wanted: 'news' | 'any' = 'any';
  const isHeard = () => rang === 'news' || (rang === 'any' && wanted === 'any');

  return {
    ring(what) {
      if (rang !== 'news') rang = what ?? 'any';
      if (isHeard()) wake?.();
    },
    async wait(ms, what, signal) {
      wanted = what;
      if (!isHeard() && !signal.aborted) {
        const awake = new AbortController();
        wake = () => awake.abort();
        await clock.sleep(ms, AbortSignal.any([signal, awake.signal])).catch(() => undefined);
        wake = undefined;
      }
      rang = 'nothing';
    },
  };
}
