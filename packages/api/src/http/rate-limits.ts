import type { Clock } from '@earmark/core';
import { refuse } from './problem.ts';

export interface RateLimits {
  /** Counts one request and gives the headers that say what is left. Ends the request with 429 where nothing is. */
  count(who: string, kind: keyof RateAllowances): Readonly<Record<string, string>>;
}
/** Requests a minute: with a credential, without one, and those that change something. */
export interface RateAllowances {
  readonly known: number;
  readonly unknown: number;
  readonly write: number;
}
export const usualRates: RateAllowances = { known: 600, unknown: 60, write: 120 };

const windowMs = 60_000;
const mostKept = 10_000;

/** Of this process alone: what may never be reset by a restart (guesses of a password) is counted with the installation. */
export function createRateLimits(clock: Clock, allowances: RateAllowances): RateLimits {
  const counts = new Map<string, { since: number; count: number }>();

  function windowOf(bucket: string, now: number) {
    const known = counts.get(bucket);
    if (known && known.since + windowMs > now && known.since <= now) return known;
    if (counts.size >= mostKept) forgetOld(now);
    const fresh = { since: now, count: 0 };
    counts.set(bucket, fresh);
    return fresh;
  }

  function forgetOld(now: number): void {
    for (const [bucket, { since }] of counts) if (since + windowMs <= now) counts.delete(bucket);
    // A flood from many addresses: those that came first are the least likely to come again.
    for (const bucket of counts.keys()) {
      if (counts.size < mostKept) return;
      counts.delete(bucket);
    }
  }

  return {
    count(who, kind) {
      const now = clock.now();
      const limit = allowances[kind];
      const window = windowOf(`${kind}/${who}`, now);
      window.count += 1;
      const seconds = Math.max(1, Math.ceil((window.since + windowMs - now) / 1000));
      const headers = {
        'ratelimit-policy': `"${kind}";q=${limit};w=${windowMs / 1000}`,
        ratelimit: `"${kind}";r=${Math.max(0, limit - window.count)};t=${seconds}`,
      };
      if (window.count > limit)
        refuse(429, `More than ${limit} requests in a minute: wait ${seconds} s.`, {
          headers: { ...headers, 'retry-after': String(seconds) },
        });
      return headers;
    },
  };
}
