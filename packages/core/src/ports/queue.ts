import type { ErrorCode, Fault, Json } from '../spec.ts';

/** Work for later, or for another process. */
export interface JobRequest {
  readonly topic: string;
  readonly payload: Json;
  /** Larger goes first. Default 0. */
  readonly priority?: number;
  /** A job with a key that is already waiting or active is not added again. */
  readonly key?: string;
  /** What a worker must be able to do for it, such as `gpu` or `root:music`: words that workers and whoever adds jobs agree on. Default: nothing. */
  readonly needs?: readonly string[];
  /** Default 3. */
  readonly maxAttempts?: number;
  readonly notBefore?: number;
}
export type JobStatus = 'waiting' | 'active' | 'done' | 'failed' | 'cancelled';
export interface Job {
  readonly id: string;
  readonly topic: string;
  readonly payload: Json;
  readonly priority: number;
  readonly key?: string;
  readonly needs?: readonly string[];
  readonly status: JobStatus;
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly notBefore: number;
  readonly leaseUntil?: number;
  readonly worker?: string;
  /** Of its last attempt; of a waiting job: why it waits. */
  readonly fault?: Fault;
  /** How far its last attempt got, 0 to 1. */
  readonly progress?: number;
  /** What it came to, in the words of its handler. */
  readonly result?: Json;
  readonly createdAt: number;
  /** When its last attempt began. */
  readonly startedAt?: number;
  /** When it was done, failed for good or was cancelled. */
  readonly finishedAt?: number;
}

export interface ClaimOptions {
  readonly worker: string;
  readonly topics: readonly string[];
  /** What this worker is able to do: jobs that need anything else are left to others. Default: nothing. */
  readonly can?: readonly string[];
  /** So many at most. Default 1. */
  readonly limit?: number;
  readonly leaseMs: number;
  readonly now: number;
}
export interface ClaimedJobs {
  /** The larger priority first, then the older job. Each is leased until `now + leaseMs`. */
  readonly jobs: readonly Job[];
  /** When the next job that this worker could do is due, where one waits for its time. */
  readonly nextAt?: number;
  /** Jobs that this claim took back, as their workers fell silent: each is told by one claim alone. They wait again, or are failed where no attempt was left. */
  readonly lapsed?: readonly LapsedJob[];
}
export interface LapsedJob {
  readonly id: string;
  /** Who had it. */
  readonly worker: string;
}

/** How an attempt ended. */
export type JobEnding = { readonly id: string } & (
  | {
      readonly status: 'done';
      readonly result?: Json;
      /** The jobs that come after it: added in the transaction that makes this one done, so that there is never one without the other. */
      readonly next?: readonly JobRequest[];
    }
  /** Waits until `retryAt`; is failed where no attempt is left, or none is given. */
  | { readonly status: 'failed'; readonly fault: Fault; readonly retryAt?: number }
  /** Waits until then, and this attempt does not count: the job asked for it, its worker was stopped, or another one had its files. */
  | { readonly status: 'postponed'; readonly until: number; readonly fault?: Fault }
);

/** Jobs of one topic, with the same needs and status. */
export interface JobCount {
  readonly topic: string;
  readonly needs: readonly string[];
  readonly status: JobStatus;
  readonly count: number;
  /** When the oldest of them was added. */
  readonly since: number;
}

/** A worker as it describes itself to the queue. */
export interface WorkerRecord {
  readonly name: string;
  readonly topics: readonly string[];
  readonly can: readonly string[];
  /** When it started. */
  readonly since: number;
  /** It will be heard again before this: later it is lost. */
  readonly until: number;
  /** What it cannot do at the moment and why, for people. */
  readonly troubles: readonly string[];
}

export interface JobFilter {
  readonly topic?: string;
  readonly status?: JobStatus;
  /** Only jobs that were added before this one: the last of the page before. */
  readonly before?: string;
  readonly limit?: number;
}

/**
 * At least once: a job whose worker died is handed out again when its lease ends. Moments are milliseconds since
 * 1970; those that a caller does not give are by the store's clock.
 */
export interface Queue {
  /** The id of the new job, or of the one that has the same key. */
  add(job: JobRequest): Promise<string>;
  /** Many at once, in their order; the same ids as `add` would give one by one. */
  addMany(jobs: readonly JobRequest[]): Promise<readonly string[]>;
  claim(options: ClaimOptions): Promise<ClaimedJobs>;
  /** Extends leases, and notes how far the jobs are. Gives the ids of those that are still this worker's. */
  renew(
    worker: string,
    leases: readonly { readonly id: string; readonly progress?: number }[],
    until: number,
  ): Promise<readonly string[]>;
  /** Ends attempts. Gives the ids of those that were still this worker's; of the others nothing is changed or added. */
  settle(worker: string, endings: readonly JobEnding[]): Promise<readonly string[]>;
  /** False where it is neither waiting nor active. */
  cancel(id: string): Promise<boolean>;
  /** A failed or cancelled job waits again, due at once, with all its attempts. False where it is neither, or where a job with its key is waiting or active. */
  retry(id: string): Promise<boolean>;
  /** All failed jobs, or those of a topic or with that fault. Of several with one key the last is tried, and none where one is waiting or active. Gives how many. */
  retryFailed(filter?: { readonly topic?: string; readonly code?: ErrorCode }): Promise<number>;
  get(id: string): Promise<Job | undefined>;
  /** Newest first. */
  list(filter?: JobFilter): Promise<readonly Job[]>;
  counts(): Promise<readonly JobCount[]>;
  /** Forgets jobs with this status that finished before then. Gives how many. */
  prune(options: {
    readonly status: 'done' | 'failed' | 'cancelled';
    readonly before: number;
  }): Promise<number>;
  /** Replaces what is known of a worker. */
  announce(worker: WorkerRecord): Promise<void>;
  /** A worker that ends says so; one that was lost for long enough is forgotten too. */
  dismiss(worker: string): Promise<void>;
  /** By name; those that are lost, too. */
  workers(): Promise<readonly WorkerRecord[]>;
  /** Yields when there may be something to claim that was not there before: of this process at once, of others soon, and without a promise. Ends with the signal. */
  changes(signal: AbortSignal): AsyncIterable<void>;
}
