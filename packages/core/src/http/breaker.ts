import { EarmarkError } from '@earmark/spec';
import type { SharedStore } from '../ports.ts';
import type { Clock } from '../spec.ts';
import { spokenTime } from '../spoken-time.ts';
import { orAborted } from './flights.ts';
import type { HttpBreakerOptions, HttpPause } from './options.ts';

export interface Breaker {
  /** Throws `network` while the host's breaker is open. After that one request goes ahead and the others wait for its outcome. Call what it gives when the request has ended. */
  enter(host: string, signal: AbortSignal, onOpen: (pause: HttpPause) => void): Promise<() => void>;
  succeeded(host: string): Promise<void>;
  /** Gives the pause, where this failure opened the breaker. */
  failed(host: string): Promise<HttpPause | undefined>;
}

export function createBreaker(
  shared: Pick<SharedStore, 'park' | 'parked' | 'noteFailure'>,
  clock: Clock,
  options: HttpBreakerOptions,
): Breaker {
  const limit = options.failures ?? 8;
  const openMs = options.openMs ?? 60_000;
  /** Hosts that this process saw open: after the pause they have to prove themselves. */
  const suspects = new Set<string>();
  const probes = new Map<string, PromiseWithResolvers<void>>();

  return {
    async enter(host, signal, onOpen) {
      for (;;) {
        const open = await shared.parked(parkingOf(host), clock.now());
        if (open !== undefined) {
          suspects.add(host);
          onOpen({ host, ...open });
          throw new EarmarkError(
            'network',
            `${host} is left alone until ${spokenTime(open.until)}: ${open.reason}.`,
            { retryAfterMs: open.until - clock.now() },
          );
        }
        if (!suspects.has(host)) return () => undefined;
        const probe = probes.get(host);
        if (probe === undefined) {
          const own = Promise.withResolvers<void>();
          probes.set(host, own);
          return () => {
            probes.delete(host);
            own.resolve();
          };
        }
        await orAborted(probe.promise, signal);
      }
    },
    async succeeded(host) {
      await shared.noteFailure(host, null);
      suspects.delete(host);
    },
    async failed(host) {
      const count = await shared.noteFailure(host, clock.now());
      if (count < limit) return undefined;
      const pause = {
        host,
        until: clock.now() + openMs,
        reason: `it failed ${count} times in a row`,
      };
      suspects.add(host);
      await shared.park(parkingOf(host), pause.until, pause.reason);
      return pause;
    },
  };
}

/** Beside the host's own parking, as the one is sat out and the other is not. No host has a `#`. */
function parkingOf(host: string): string {
  return `${host}#breaker`;
}
