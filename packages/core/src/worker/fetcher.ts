import { EarmarkError, toFault } from '@earmark/spec';
import type { ClaimedJobs, Job, Queue } from '../ports/queue.ts';
import type { Clock } from '../spec.ts';
import type { Abilities } from './abilities.ts';
import { createBell } from './bell.ts';
import type { JobEvent } from './handler.ts';
import type { Housekeeping } from './housekeeping.ts';
import type { WorkerOptions } from './worker.ts';

export interface FetcherOptions {
  readonly queues: WorkerOptions['queues'];
  readonly claim: {
    readonly worker: string;
    readonly topics: readonly string[];
    readonly leaseMs: number;
  };
  readonly abilities: Abilities;
  readonly concurrency: number;
  readonly pollMs: number;
  readonly drain: boolean;
  readonly housekeeping: Housekeeping;
  work(account: string, queue: Queue, job: Job): Promise<void>;
  onEvent(event: JobEvent): void;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Something failed for good: nothing more is taken, and what is under way ends by its signal. */
  stop(): void;
}

interface Place {
  readonly account: string;
  readonly open: () => Promise<Queue>;
  queue?: Queue;
  nextAt?: number;
  silent: boolean;
}

const silenceMs = 1_000;
/** A drain waits for what is due within an hour: the longest that a failed attempt waits. */
const longestDrainMs = 3_600_000;

/** The one loop that claims for all slots of a worker, from all queues in turn, until the signal; resolves when all it started has ended. */
export async function createFetcher(options: FetcherOptions): Promise<void> {
  const { claim, abilities, concurrency, pollMs, drain, housekeeping, clock, signal } = options;
  const listening = new AbortController();
  const bell = createBell(clock);
  const running = new Set<Promise<void>>();
  const places = Object.entries(options.queues).map(
    ([account, given]): Place => ({
      account,
      open: typeof given === 'function' ? given : async () => given,
      silent: false,
    }),
  );
  let turn = 0;
  let failure: { readonly error: unknown } | undefined;

  function fail(error: unknown): void {
    failure ??= { error };
    options.stop();
  }
  function start(account: string, queue: Queue, job: Job): void {
    const one = options
      .work(account, queue, job)
      .catch(fail)
      .finally(() => {
        running.delete(one);
        bell.ring();
      });
    running.add(one);
  }

  async function reach(place: Place): Promise<Queue> {
    if (place.queue) return place.queue;
    const queue = await place.open();
    place.queue = queue;
    void listen(queue);
    return queue;
  }
  async function listen(queue: Queue): Promise<void> {
    try {
      for await (const _ of queue.changes(listening.signal)) bell.ring('news');
    } catch {
      // The poll finds the same, later.
    }
  }

  /** Asks one account for so many at most. Silence is no answer, and passes. */
  async function ask(place: Place, limit: number): Promise<ClaimedJobs> {
    const { account } = place;
    try {
      const queue = await reach(place);
      await housekeeping.tend(queue);
      const now = clock.now();
      const claimed = await queue.claim({ ...claim, can: abilities.now(), limit, now });
      place.silent = false;
      delete place.nextAt;
      if (claimed.nextAt !== undefined) place.nextAt = claimed.nextAt;
      for (const { id, worker } of claimed.lapsed ?? [])
        options.onEvent({ what: 'worker-lost', account, worker, job: id });
      for (const job of claimed.jobs) start(account, queue, job);
      return claimed;
    } catch (error) {
      if (!EarmarkError.is(error, 'network')) throw error;
      place.silent = true;
      options.onEvent({ what: 'queue-silent', account, fault: toFault(error) });
      return { jobs: [] };
    }
  }

  async function tend({ queue }: Place): Promise<void> {
    try {
      if (queue) await housekeeping.tend(queue);
    } catch (error) {
      if (!EarmarkError.is(error, 'network')) throw error;
    }
  }

  /** Fills the free slots, each account getting its share. True where all were asked and have no more. */
  async function fill(): Promise<boolean> {
    let rest = places.map((_, at) => places[(turn + at) % places.length]);
    while (rest.length > 0) {
      const more: typeof rest = [];
      for (const place of rest) {
        const free = concurrency - running.size;
        if (free <= 0 || signal.aborted) return false;
        const limit = Math.ceil(free / rest.length);
        turn++;
        if (place && (await ask(place, limit)).jobs.length === limit) more.push(place);
      }
      rest = more;
    }
    return true;
  }

  const nextAt = () =>
    places.reduce(
      (soonest, place) => Math.min(soonest, place.nextAt ?? Number.POSITIVE_INFINITY),
      Number.POSITIVE_INFINITY,
    );
  function mayEnd(): boolean {
    if (!drain || running.size > 0 || places.some(({ silent }) => silent)) return false;
    return nextAt() - clock.now() > longestDrainMs;
  }
  let told = 0;
  function tellWait(): void {
    const until = nextAt();
    if (!drain || running.size > 0 || until === told || !Number.isFinite(until)) return;
    told = until;
    const place = places.find((each) => each.nextAt === until);
    if (place) options.onEvent({ what: 'queue-waits', account: place.account, until });
  }

  try {
    while (!signal.aborted) {
      if (await abilities.check()) housekeeping.renew();
      const exhausted = await fill();
      await Promise.all(places.map(tend));
      if (signal.aborted) break;
      if (exhausted && mayEnd()) break;
      if (exhausted) tellWait();
      const silent = places.some((place) => place.silent);
      const waitMs = Math.min(silent ? silenceMs : pollMs, Math.max(nextAt() - clock.now(), 0));
      // Full: a slot that gets free is enough. Exhausted: only news are, or the end of the last job in a drain.
      await bell.wait(exhausted ? waitMs : pollMs, exhausted && !drain ? 'news' : 'any', signal);
    }
  } catch (error) {
    fail(error);
  }
  listening.abort();
  while (running.size > 0) await Promise.all(running);
  for (const { queue } of places) if (queue) await housekeeping.end(queue).catch(() => undefined);
  if (failure) throw failure.error;
}
