import type { Fault } from '../spec.ts';
import type { HttpRetryOptions } from './options.ts';

export interface RetryPolicy {
  readonly retries: number;
  readonly ceilingMs: number;
  /** Full jitter: any part of a bound that doubles with each retry, counted from 0. */
  backoffMs(retry: number): number;
}

export function createRetryPolicy(options: HttpRetryOptions, random: () => number): RetryPolicy {
  const baseMs = options.baseMs ?? 1000;
  const maxMs = options.maxMs ?? 30_000;
  return {
    retries: options.retries ?? 4,
    ceilingMs: options.ceilingMs ?? 120_000,
    backoffMs: (retry) => Math.ceil(random() * Math.min(maxMs, baseMs * 2 ** retry)),
  };
}

/** Whether asking again may help. What may have been done already is repeated only where it was refused. */
export function mayRetry(fault: Fault, repeatable: boolean): boolean {
  return fault.code === 'quota' || (fault.code === 'network' && repeatable);
}
