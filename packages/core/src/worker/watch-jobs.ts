import { systemClock } from '../clock.ts';
import type { Job, Queue } from '../ports/queue.ts';
import type { Clock } from '../spec.ts';

export interface WatchJobsOptions {
  readonly queue: Queue;
  /** Ends the watch. */
  readonly signal: AbortSignal;
  /** Between two looks, in milliseconds. Default 1,000. */
  readonly pollMs?: number;
  readonly clock?: Clock;
}

/** As many active jobs are watched. */
const most = 1000;

/**
 * The jobs that workers do, on whichever machine: each when it is taken, when it got further, and when it is
 * over. A job that begins and ends between two looks is not seen.
 */
export async function* watchJobs(options: WatchJobsOptions): AsyncGenerator<Job> {
  const { queue, signal, pollMs = 1000, clock = systemClock } = options;
  let before = new Map<string, Job>();
  while (!signal.aborted) {
    const active = await queue.list({ status: 'active', limit: most });
    const now = new Map(active.map((job) => [job.id, job]));
    for (const job of active) if (isNews(before.get(job.id), job)) yield job;
    for (const id of before.keys()) {
      const over = now.has(id) ? undefined : await queue.get(id);
      if (over) yield over;
    }
    before = now;
    await clock.sleep(pollMs, signal).catch(() => undefined);
  }
}

const isNews = (before: Job | undefined, now: Job): boolean =>
  before?.attempts !== now.attempts || before.progress !== now.progress;
