import { createChanges } from '../changes.ts';
import { systemClock } from '../clock.ts';
import { newId } from '../new-id.ts';
import { laneOf, servesLane } from '../ports/lane.ts';
import type { Job, JobEnding, JobRequest, LapsedJob, Queue, WorkerRecord } from '../ports/queue.ts';
import type { Clock } from '../spec.ts';
import { listedQueue } from './queue-lists.ts';
import { leavesWork, silentFault } from './queue-rules.ts';
import { byBytes, saved } from './rows.ts';

export function createMemoryQueue(clock: Clock = systemClock): Queue {
  const jobs = new Map<string, Job>();
  const workers = new Map<string, WorkerRecord>();
  const { notify, changes } = createChanges();

  const isOpen = ({ status }: Job) => status === 'waiting' || status === 'active';
  function held(id: string, worker: string): Job | undefined {
    const job = jobs.get(id);
    return job?.status === 'active' && job.worker === worker ? job : undefined;
  }
  function openWith(topic: string, key: string | undefined): Job | undefined {
    if (key === undefined) return undefined;
    return [...jobs.values()].find((job) => isOpen(job) && job.topic === topic && job.key === key);
  }
  function put({ topic, payload, priority = 0, key, needs = [], ...rest }: JobRequest): string {
    const known = openWith(topic, key);
    if (known) return known.id;
    const createdAt = clock.now();
    const id = newId(createdAt);
    jobs.set(id, {
      id,
      topic,
      payload: saved(payload),
      priority,
      ...(key !== undefined && { key }),
      ...(needs.length > 0 && { needs: saved(needs) }),
      status: 'waiting',
      attempts: 0,
      maxAttempts: rest.maxAttempts ?? 3,
      notBefore: rest.notBefore ?? 0,
      createdAt,
    });
    return id;
  }
  function release(job: Job, change: Partial<Job>): void {
    const { leaseUntil: _until, worker: _worker, ...rest } = job;
    jobs.set(job.id, { ...rest, ...change });
  }
  const finish = (job: Job, change: Partial<Job>) =>
    release(job, { finishedAt: clock.now(), ...change });
  function restart(job: Job): void {
    const { fault: _fault, progress: _progress, finishedAt: _at, ...rest } = job;
    release(rest, { status: 'waiting', attempts: 0, notBefore: 0 });
  }

  /** Of a worker whose lease has ended: waits again, or fails where no attempt is left. */
  function takeBack(job: Job, now: number): LapsedJob | undefined {
    const { id, status, worker, leaseUntil = 0 } = job;
    if (status !== 'active' || worker === undefined || leaseUntil > now) return undefined;
    if (job.attempts < job.maxAttempts) release(job, { status: 'waiting' });
    else finish(job, { status: 'failed', fault: silentFault(job) });
    return { id, worker };
  }

  /** False where it is neither failed nor cancelled, or its like is open. */
  function again(id: string): boolean {
    const job = jobs.get(id);
    if (job?.status !== 'failed' && job?.status !== 'cancelled') return false;
    if (openWith(job.topic, job.key)) return false;
    restart(job);
    notify();
    return true;
  }

  function end(job: Job, ending: JobEnding): void {
    if (ending.status === 'done') {
      const { fault: _, ...rest } = job;
      finish(rest, {
        status: 'done',
        ...(ending.result !== undefined && { result: saved(ending.result) }),
      });
      for (const next of ending.next ?? []) put(next);
    } else if (ending.status === 'postponed') {
      const { fault: _, ...rest } = job;
      release(rest, {
        status: 'waiting',
        attempts: job.attempts - 1,
        notBefore: ending.until,
        ...(ending.fault && { fault: saved(ending.fault) }),
      });
    } else {
      const fault = saved(ending.fault);
      if (ending.retryAt === undefined || job.attempts >= job.maxAttempts)
        finish(job, { status: 'failed', fault });
      else release(job, { status: 'waiting', fault, notBefore: ending.retryAt });
    }
  }

  return {
    ...listedQueue({
      all: async () => [...jobs.values()].reverse(),
      retry: async (ids) => ids.filter(again).length,
      async forget(ids) {
        for (const id of ids) jobs.delete(id);
      },
    }),
    async add(job) {
      const id = put(job);
      notify();
      return id;
    },
    async addMany(requests) {
      const ids = requests.map(put);
      notify();
      return ids;
    },
    async claim({ worker, leaseMs, now, limit = 1, ...offer }) {
      const lapsed = [...jobs.values()].flatMap((job) => takeBack(job, now) ?? []);
      const due: Job[] = [];
      let nextAt: number | undefined;
      for (const job of jobs.values()) {
        if (job.status !== 'waiting' || !servesLane(offer, laneOf(job.topic, job.needs))) continue;
        if (job.notBefore <= now) due.push(job);
        else nextAt = Math.min(nextAt ?? job.notBefore, job.notBefore);
      }
      due.sort((left, right) => right.priority - left.priority);
      const taken = due.slice(0, limit).map(
        ({ progress: _, ...job }): Job => ({
          ...job,
          status: 'active',
          attempts: job.attempts + 1,
          leaseUntil: now + leaseMs,
          startedAt: now,
          worker,
        }),
      );
      for (const job of taken) jobs.set(job.id, job);
      return {
        jobs: taken,
        ...(nextAt !== undefined && { nextAt }),
        ...(lapsed.length > 0 && { lapsed }),
      };
    },
    async renew(worker, leases, until) {
      const ours = leases.filter(({ id }) => held(id, worker));
      for (const { id, progress } of ours) {
        const job = held(id, worker);
        if (job)
          jobs.set(id, { ...job, leaseUntil: until, ...(progress !== undefined && { progress }) });
      }
      return ours.map(({ id }) => id);
    },
    async settle(worker, endings) {
      const settled: string[] = [];
      for (const ending of endings) {
        const job = held(ending.id, worker);
        if (!job) continue;
        end(job, ending);
        settled.push(job.id);
      }
      if (endings.some(leavesWork)) notify();
      return settled;
    },
    async cancel(id) {
      const job = jobs.get(id);
      if (!job || !isOpen(job)) return false;
      finish(job, { status: 'cancelled' });
      return true;
    },
    retry: async (id) => again(id),
    async get(id) {
      return jobs.get(id);
    },
    async announce(worker) {
      workers.set(worker.name, saved(worker));
    },
    async dismiss(worker) {
      workers.delete(worker);
    },
    async workers() {
      return [...workers.values()].sort((one, other) => byBytes(one.name, other.name));
    },
    changes,
  };
}
