import { EarmarkError, toFault } from '@earmark/spec';
import type { Job, JobEnding } from '../ports/queue.ts';
import type { Fault } from '../spec.ts';
import type { JobAnswer } from './handler.ts';
import { dueAt, retryAt } from './settle-times.ts';

/** How an attempt that gave this answer ends. */
export function endingOf(job: Job, answer: JobAnswer | undefined, now: number): JobEnding {
  const { id } = job;
  if (answer === undefined) return { id, status: 'done' };
  if ('again' in answer) return { id, status: 'postponed', until: now + answer.again };
  const { next, result } = answer;
  return {
    id,
    status: 'done',
    ...(next !== undefined && { next }),
    ...(result !== undefined && { result }),
  };
}

/** How an attempt that threw this ends. */
export function endingAfter(job: Job, error: unknown, stopped: boolean, now: number): JobEnding {
  const { id } = job;
  const fault: Fault = toFault(error);
  const spread = Math.random();
  const lacks = EarmarkError.is(error) && error.lacks !== undefined;
  const until = dueAt(fault, { stopped, lacks }, now, spread);
  if (until !== undefined) return { id, status: 'postponed', until, fault };
  const again = retryAt(job, fault, now, spread);
  return { id, status: 'failed', fault, ...(again !== undefined && { retryAt: again }) };
}
