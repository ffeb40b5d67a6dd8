import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import {
  type Clock,
  EarmarkError,
  type Fault,
  type Job,
  type Queue,
  systemClock,
  toFault,
} from '@earmark/core';
import { dueAt, retryAt, untilHeard } from './settle.ts';

export interface JobContext {
  readonly account: string;
  /** Aborts when the worker stops, and when the job was cancelled or is another worker's by now. */
  readonly signal: AbortSignal;
  /** How far the job is, 0 to 1: stored with the next heartbeat, for whoever looks at the job. */
  progress(fraction: number): void;
}
/** Does a job, or throws. It may be called again for a job that was done before: what it does must bear that. */
export type JobHandler = (job: Job, context: JobContext) => Promise<void>;

export type WorkerEvent =
  | { readonly what: 'job-started' | 'job-done'; readonly account: string; readonly job: Job }
  /** `retryAt`: when it is tried again, if an attempt is left. Absent: it is among the failed. */
  | {
      readonly what: 'job-failed';
      readonly account: string;
      readonly job: Job;
      readonly fault: Fault;
      readonly retryAt?: number;
    }
  /** Cancelled, or its lease ended and another worker has it. */
  | { readonly what: 'job-lost'; readonly account: string; readonly job: Job }
  /** `job`: did not get through how it ended. Its lease runs out, and it is done again. */
  | {
      readonly what: 'queue-silent';
      readonly account: string;
      readonly fault: Fault;
      readonly job?: Job;
    };

export interface WorkerOptions {
  /** By account. They are asked in turn, so that no account waits behind another one's long list. */
  readonly queues: Readonly<Record<string, Queue>>;
  /** By topic: a worker takes no job that it has no handler for. */
  readonly handlers: Readonly<Record<string, JobHandler>>;
  /** What this machine is able to do: jobs that need anything else are left to others. Default: nothing special. */
  readonly can?: readonly string[];
  /** Jobs at a time. Default 1. */
  readonly concurrency?: number;
  /** How long the jobs of a worker that fell silent stay its own, in milliseconds. Renewed every third of it, at most every 5 s. Default 60,000. */
  readonly leaseMs?: number;
  /** How often an empty queue is asked, in milliseconds. Default 1,000. */
  readonly pollMs?: number;
  /** Ends when all queues answer that no job is due. Default: goes on until it is stopped. */
  readonly drain?: boolean;
  /** Default: host, process and a random part. */
  readonly name?: string;
  readonly onEvent?: (event: WorkerEvent) => void;
  readonly clock?: Clock;
}

export interface Worker {
  readonly name: string;
  /** Rejects where a queue fails for another reason than the network. */
  readonly done: Promise<void>;
  /** Takes no more, ends what is under way by its signal, and gives it back to the queue. */
  stop(): Promise<void>;
}

interface Found {
  readonly account: string;
  readonly queue: Queue;
  readonly job: Job;
}

const longestBeatMs = 5_000;

/** Does jobs of one or more queues, one machine among any number of them. */
export function startWorker(options: WorkerOptions): Worker {
  const { queues, handlers, can = [], concurrency = 1, leaseMs = 60_000, pollMs = 1_000 } = options;
  const { drain = false, onEvent = () => undefined, clock = systemClock } = options;
  const name = options.name ?? `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  const topics = Object.keys(handlers);
  const accounts = Object.keys(queues);
  if (accounts.length === 0 || topics.length === 0)
    throw new EarmarkError('config', 'a worker needs at least one queue and one handler');
  const stopping = new AbortController();
  let turn = 0;

  /** Throws what is more than silence, which passes. */
  function noteSilence(error: unknown, account: string, job?: Job): void {
    if (!EarmarkError.is(error, 'network')) throw error;
    onEvent({ what: 'queue-silent', account, fault: toFault(error), ...(job && { job }) });
  }

  /** The next account's job; of all accounts each is asked once. */
  async function next(): Promise<Found | 'silence' | undefined> {
    let silence: 'silence' | undefined;
    for (const _ of accounts) {
      const account = accounts[turn++ % accounts.length] ?? '';
      const queue = queues[account];
      try {
        const job = await queue?.claim({ worker: name, topics, can, leaseMs, now: clock.now() });
        if (queue && job) return { account, queue, job };
      } catch (error) {
        noteSilence(error, account);
        silence = 'silence';
      }
    }
    return silence;
  }

  async function work({ account, queue, job }: Found): Promise<void> {
    const over = new AbortController();
    const lost = new AbortController();
    const signal = AbortSignal.any([stopping.signal, lost.signal]);
    let fraction: number | undefined;
    const beating = beat(queue, job, over.signal, () => fraction).catch((error: unknown) =>
      lost.abort(error),
    );
    onEvent({ what: 'job-started', account, job });
    let fault: Fault | undefined;
    try {
      const progress = (now: number) => {
        fraction = now;
      };
      await handlers[job.topic]?.(job, { account, signal, progress });
    } catch (error) {
      fault = toFault(error);
    }
    over.abort();
    await beating;
    if (lost.signal.aborted) onEvent({ what: 'job-lost', account, job });
    else
      await settle({ account, queue, job }, fault).catch((error: unknown) =>
        noteSilence(error, account, job),
      );
  }

  async function settle({ account, queue, job }: Found, fault?: Fault): Promise<void> {
    const { id } = job;
    if (fault === undefined) {
      await untilHeard(() => queue.complete(id, name), clock, leaseMs);
      onEvent({ what: 'job-done', account, job });
      return;
    }
    const [now, spread] = [clock.now(), Math.random()];
    const back = dueAt(fault, stopping.signal.aborted, now, spread);
    if (back !== undefined) {
      await untilHeard(() => queue.giveBack(id, name, fault, back), clock, leaseMs);
      onEvent({ what: 'job-failed', account, job, fault, retryAt: back });
      return;
    }
    const at = retryAt(job, fault, now, spread);
    await untilHeard(() => queue.fail(id, name, fault, at), clock, leaseMs);
    const again = at !== undefined && job.attempts < job.maxAttempts;
    onEvent({ what: 'job-failed', account, job, fault, ...(again && { retryAt: at }) });
  }

  /** Resolves when the job is over; rejects when it is no longer ours. */
  async function beat(
    queue: Queue,
    { id }: Job,
    over: AbortSignal,
    fraction: () => number | undefined,
  ): Promise<void> {
    let heldUntil = clock.monotonic() + leaseMs;
    for (;;) {
      await clock.sleep(Math.min(leaseMs / 3, longestBeatMs), over).catch(() => undefined);
      if (over.aborted) return;
      const askedAt = clock.monotonic();
      try {
        if (!(await queue.renew(id, name, clock.now() + leaseMs, fraction())))
          throw new EarmarkError('locked', `job ${id} was cancelled or is another worker's`);
        heldUntil = askedAt + leaseMs;
      } catch (error) {
        if (!EarmarkError.is(error, 'network') || clock.monotonic() > heldUntil) throw error;
      }
    }
  }

  async function slot(): Promise<void> {
    while (!stopping.signal.aborted) {
      const found = await next();
      if (found && found !== 'silence') await work(found);
      else if (drain && !found) return;
      else await clock.sleep(pollMs, stopping.signal).catch(() => undefined);
    }
  }

  const done = Promise.all(
    Array.from({ length: concurrency }, () =>
      slot().catch((error: unknown) => {
        stopping.abort();
        throw error;
      }),
    ),
  ).then(() => undefined);
  done.catch(() => undefined);
  return {
    name,
    done,
    async stop() {
      stopping.abort();
      await done;
    },
  };
}
