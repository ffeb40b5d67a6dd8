import { createChanges } from '../changes.ts';
import { systemClock } from '../clock.ts';
import { newId } from '../new-id.ts';
import { laneOf, servesLane } from '../ports/lane.ts';
import type { Job, JobCount, JobEnding, JobRequest, Queue, WorkerRecord } from '../ports/queue.ts';
import type { Clock } from '../spec.ts';
import { lastOfEachKey, leavesWork, silentFault } from './queue-rules.ts';
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
      const due: Job[] = [];
      let nextAt: number | undefined;
      for (const job of jobs.values()) {
        if (!isOpen(job) || !servesLane(offer, laneOf(job.topic, job.needs))) continue;
        const lapsed = job.status === 'active' && (job.leaseUntil ?? 0) <= now;
        if (lapsed && job.attempts >= job.maxAttempts)
          finish(job, { status: 'failed', fault: silentFault(job) });
        else if (lapsed || (job.status === 'waiting' && job.notBefore <= now)) due.push(job);
        else if (job.status === 'waiting')
          nextAt = Math.min(nextAt ?? job.notBefore, job.notBefore);
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
      return { jobs: taken, ...(nextAt !== undefined && { nextAt }) };
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
    async retry(id) {
      const job = jobs.get(id);
      if (job?.status !== 'failed' && job?.status !== 'cancelled') return false;
      if (openWith(job.topic, job.key)) return false;
      restart(job);
      notify();
      return true;
    },
    async retryFailed({ topic, code } = {}) {
      const failed = [...jobs.values()].filter(
        (job) =>
          job.status === 'failed' &&
          (topic === undefined || job.topic === topic) &&
          (code === undefined || job.fault?.code === code) &&
          !openWith(job.topic, job.key),
      );
      const wanted = lastOfEachKey(failed);
      for (const job of wanted) restart(job);
      notify();
      return wanted.length;
    },
    async get(id) {
      return jobs.get(id);
    },
    async list({ topic, status, before, limit } = {}) {
      const newest = [...jobs.values()].reverse();
      const from = before === undefined ? 0 : newest.findIndex(({ id }) => id === before) + 1;
      return newest
        .slice(from)
        .filter(
          (job) =>
            (topic === undefined || job.topic === topic) &&
            (status === undefined || job.status === status),
        )
        .slice(0, limit);
    },
    async counts() {
      const counts = new Map<string, JobCount>();
      for (const { topic, needs = [], status, createdAt } of jobs.values()) {
        const name = `${status} ${laneOf(topic, needs)}`;
        const { count = 0, since = createdAt } = counts.get(name) ?? {};
        counts.set(name, { topic, needs: [...needs].sort(), status, count: count + 1, since });
      }
      return [...counts].sort(([one], [other]) => byBytes(one, other)).map(([, count]) => count);
    },
    async prune({ status, before }) {
      const old = [...jobs.values()].filter(
        (job) => job.status === status && (job.finishedAt ?? before) < before,
      );
      for (const { id } of old) jobs.delete(id);
      return old.length;
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
