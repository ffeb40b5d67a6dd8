import { type Clock, EarmarkError, type ErrorCode, type Fault, type Job } from '@earmark/core';

/** What the next attempt would meet again on any machine. What this one lacks (`config`, `unsupported`) another may have. */
const hopeless: ReadonlySet<ErrorCode> = new Set(['malformed', 'not-found']);
const firstWaitMs = 5_000;
const longestWaitMs = 3_600_000;

/**
 * When a failed job is tried again: 5 s after its first attempt, then twice as long each time, up to an hour, or
 * as the fault says. Undefined where trying again is no use. `spread`, 0 to 1, keeps the jobs of one outage apart.
 */
export function retryAt(
  { attempts }: Pick<Job, 'attempts'>,
  { code, retryAfterMs = 0 }: Fault,
  now: number,
  spread: number,
): number | undefined {
  if (hopeless.has(code)) return undefined;
  if (code === 'aborted') return now;
  const waitMs = Math.min(firstWaitMs * 2 ** (attempts - 1), longestWaitMs);
  return Math.round(now + Math.max(retryAfterMs, waitMs * (0.75 + spread / 2)));
}

const longestPauseMs = 5_000;

/** Tells the queue how a job ended until it has heard: a result that was worked out is worth waiting for the database. */
export async function untilHeard(
  tell: () => Promise<boolean>,
  clock: Clock,
  patienceMs: number,
): Promise<boolean> {
  const end = clock.monotonic() + patienceMs;
  for (let waitMs = 50; ; waitMs = Math.min(waitMs * 2, longestPauseMs)) {
    try {
      return await tell();
    } catch (error) {
      if (!EarmarkError.is(error, 'network') || clock.monotonic() > end) throw error;
      await clock.sleep(waitMs);
    }
  }
}
