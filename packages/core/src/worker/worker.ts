import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { EarmarkError, toFault } from '@earmark/spec';
import { systemClock } from '../clock.ts';
import type { Job, Queue } from '../ports/queue.ts';
import type { Clock } from '../spec.ts';
import { createAbilities } from './abilities.ts';
import { endingAfter, endingOf } from './attempt.ts';
import { createFetcher } from './fetcher.ts';
import type { JobHandler, WorkerEvent } from './handler.ts';
import { createHousekeeping, type Retention } from './housekeeping.ts';
import { createLeases, type Held } from './leases.ts';
import { createSettler, type Settler } from './settler.ts';

export interface WorkerOptions {
  /** By account, opened or to be opened. They are asked in turn, so that no account waits behind another one's long list. One whose database does not answer is waited for. */
  readonly queues: Readonly<Record<string, Queue | (() => Promise<Queue>)>>;
  /** By topic: a worker takes no job that it has no handler for. */
  readonly handlers: Readonly<Record<string, JobHandler>>;
  /** What this machine is able to do: jobs that need anything else are left to others. A function is asked at the start and every 30 s. Default: nothing special. */
  readonly can?: readonly string[] | (() => Promise<readonly string[]>);
  /** Why this machine lacks one of these abilities at the moment (a disk that is not mounted, or full); asked at the start and every 30 s. Default: it never does. */
  readonly lacks?: (ability: string) => Promise<string | undefined>;
  /** Jobs at a time. Default 1. */
  readonly concurrency?: number;
  /** How long the jobs of a worker that fell silent stay its own, in milliseconds. Renewed every third of it, at most every 5 s. Default 60,000. */
  readonly leaseMs?: number;
  /** How often a queue is asked that says nothing, in milliseconds: what is added is heard of at once where the store can tell. Default 5,000. */
  readonly pollMs?: number;
  /** Ends when no job is due any more and none waits for a time within the next hour. Default: goes on until it is stopped. */
  readonly drain?: boolean;
  /** How long finished jobs are kept. Default: done and cancelled ones a week, failed ones ninety days. */
  readonly keep?: Retention;
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

/** Does jobs of one or more queues, one machine among any number of them. */
export function startWorker(options: WorkerOptions): Worker {
  const { queues, handlers, can = [], concurrency = 1, leaseMs = 60_000 } = options;
  const { lacks = async () => undefined, onEvent = () => undefined, clock = systemClock } = options;
  const name = options.name ?? `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  const topics = Object.keys(handlers);
  if (Object.keys(queues).length === 0 || topics.length === 0)
    throw new EarmarkError('config', 'a worker needs at least one queue and one handler');
  const stopping = new AbortController();
  const ended = new AbortController();
  const abilities = createAbilities(
    typeof can === 'function' ? can : async () => can,
    lacks,
    clock,
    onEvent,
  );
  const leases = createLeases(name, leaseMs, clock, ended.signal);
  const settlers = new Map<Queue, Settler>();
  const settlerOf = (queue: Queue): Settler => {
    const settler = settlers.get(queue) ?? createSettler(queue, name, clock, leaseMs);
    settlers.set(queue, settler);
    return settler;
  };

  async function work(account: string, queue: Queue, job: Job): Promise<void> {
    const lost = new AbortController();
    const held: Held = { id: job.id, account, queue, lose: (error) => lost.abort(error) };
    leases.hold(held);
    onEvent({ what: 'job-started', account, job });
    let ending: ReturnType<typeof endingOf>;
    try {
      const answer = await handlers[job.topic]?.(job, {
        account,
        signal: AbortSignal.any([stopping.signal, lost.signal]),
        progress(fraction) {
          held.progress = fraction;
        },
      });
      ending = endingOf(job, answer, clock.now());
    } catch (error) {
      ending = endingAfter(job, error, stopping.signal.aborted, clock.now());
      if (EarmarkError.is(error) && error.lacks !== undefined)
        abilities.lose(error.lacks, error.message);
    }
    leases.drop(held);
    if (lost.signal.aborted) {
      onEvent({ what: 'job-lost', account, job });
      return;
    }
    try {
      const ours = await settlerOf(queue).settle(ending);
      if (!ours) onEvent({ what: 'job-lost', account, job });
      else if (ending.status === 'done') onEvent({ what: 'job-done', account, job });
      else if (ending.status === 'postponed') {
        const { until, fault } = ending;
        onEvent({ what: 'job-postponed', account, job, until, ...(fault && { fault }) });
      } else {
        const { fault, retryAt } = ending;
        const again = retryAt !== undefined && job.attempts < job.maxAttempts;
        onEvent({ what: 'job-failed', account, job, fault, ...(again && { retryAt }) });
      }
    } catch (error) {
      if (!EarmarkError.is(error, 'network')) throw error;
      onEvent({ what: 'queue-silent', account, fault: toFault(error), job });
    }
  }

  const fetcher = createFetcher({
    queues,
    claim: { worker: name, topics, leaseMs },
    abilities,
    concurrency,
    pollMs: options.pollMs ?? 5_000,
    drain: options.drain ?? false,
    housekeeping: createHousekeeping(
      { name, topics, since: clock.now() },
      abilities,
      options.keep,
      clock,
    ),
    work,
    onEvent,
    clock,
    signal: stopping.signal,
    stop: () => stopping.abort(),
  });
  const done = fetcher.finally(() => ended.abort());
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
