import { EarmarkError } from '@earmark/spec';
import type { Job } from '../ports/queue.ts';
import type { Clock, ErrorCode, Fault } from '../spec.ts';

/** What the next attempt would meet again. */
const hopeless: ReadonlySet<ErrorCode> = new Set(['malformed', 'not-found', 'unsupported']);
const firstWaitMs = 5_000;
const longestWaitMs = 3_600_000;
const elsewhereWaitMs = 30_000;

/** `spread`, 0 to 1, keeps the jobs of one outage apart. */
const soonest = (now: number, waitMs: number, { retryAfterMs = 0 }: Fault, spread: number) =>
  Math.round(now + Math.max(retryAfterMs, waitMs * (0.75 + spread / 2)));

/**
 * When a failed job is tried again: 5 s after its first attempt, then twice as long each time, up to an hour, or
 * as the fault says. Undefined where trying again is no use.
 */
export function retryAt(
  { attempts }: Pick<Job, 'attempts'>,
  fault: Fault,
  now: number,
  spread: number,
): number | undefined {
  if (hopeless.has(fault.code)) return undefined;
  return soonest(now, Math.min(firstWaitMs * 2 ** (attempts - 1), longestWaitMs), fault, spread);
}

/**
 * When a job is due again whose fault says nothing of the job: at once after a stop of its worker, in half a minute
 * where another process had its files or this machine lacks something. Undefined for every other fault: that was
 * an attempt.
 */
export function dueAt(
  fault: Fault,
  { stopped, lacks }: { readonly stopped: boolean; readonly lacks: boolean },
  now: number,
  spread: number,
): number | undefined {
  if (stopped && fault.code === 'aborted') return now;
  if (lacks || fault.code === 'locked') return soonest(now, elsewhereWaitMs, fault, spread);
  return undefined;
}

const longestPauseMs = 5_000;

/** Tells the queue how a job ended until it has heard: a result that was worked out is worth waiting for the database. */
export async function untilHeard<Answer>(
  tell: () => Promise<Answer>,
  clock: Clock,
  patienceMs: number,
): Promise<Answer> {
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
