import type { Job, JobRequest } from '../ports/queue.ts';
import type { Fault, Json } from '../spec.ts';

export interface JobContext {
  readonly account: string;
  /** Aborts when the worker stops, and when the job was cancelled or is another worker's by now. */
  readonly signal: AbortSignal;
  /** How far the job is, 0 to 1: stored with the next heartbeat, for whoever looks at the job. */
  progress(fraction: number): void;
}

/** What a job came to where it is not just done. */
export type JobAnswer =
  /** Nothing to do yet: the same job again in so many milliseconds, and this was no attempt. */
  | { readonly again: number }
  /** The jobs that come next are added in the transaction that makes this one done. */
  | { readonly next?: readonly JobRequest[]; readonly result?: Json };

/**
 * Does a job, or throws. It may be called again for a job that was done before: what it does must bear that.
 * An error with `lacks` says that this machine is not able to do it for the moment (a disk that is not mounted,
 * or full): the job goes back without an attempt, and the worker takes no other one that needs the same.
 */
export type JobHandler = (job: Job, context: JobContext) => Promise<JobAnswer | undefined>;

export type JobEvent = { readonly account: string } & (
  | { readonly what: 'job-started' | 'job-done'; readonly job: Job }
  /** `retryAt`: when it is tried again, if an attempt is left. Absent: it is among the failed. */
  | {
      readonly what: 'job-failed';
      readonly job: Job;
      readonly fault: Fault;
      readonly retryAt?: number;
    }
  /** It waits again, and the attempt does not count. Without a fault: it asked for it. */
  | {
      readonly what: 'job-postponed';
      readonly job: Job;
      readonly until: number;
      readonly fault?: Fault;
    }
  /** Another worker fell silent, and its job was taken back: it waits again, or is failed where no attempt was left. */
  | { readonly what: 'worker-lost'; readonly worker: string; readonly job: string }
  /** Cancelled, or its lease ended and another worker has it. */
  | { readonly what: 'job-lost'; readonly job: Job }
  /** `job`: did not get through how it ended. Its lease runs out, and it is done again. */
  | { readonly what: 'queue-silent'; readonly fault: Fault; readonly job?: Job }
  /** Nothing is due; a worker that drains its queues waits for the next job until then. */
  | { readonly what: 'queue-waits'; readonly until: number }
);
/** It takes no jobs that need this ability until it has it again. */
export type AbilityEvent =
  | { readonly what: 'ability-lost'; readonly ability: string; readonly reason: string }
  | { readonly what: 'ability-back'; readonly ability: string };
export type WorkerEvent = JobEvent | AbilityEvent;
