import { randomUUID } from 'node:crypto';
import type { Job, Queue } from '../ports.ts';
import type { Fault } from '../spec.ts';
import { paged, saved } from './rows.ts';

export function createMemoryQueue(): Queue {
  const jobs = new Map<string, Job>();

  function held(id: string, worker: string): Job | undefined {
    const job = jobs.get(id);
    return job?.status === 'active' && job.worker === worker ? job : undefined;
  }
  function openWith(topic: string, key: string | undefined): Job | undefined {
    if (key === undefined) return undefined;
    return [...jobs.values()].find(
      (job) =>
        (job.status === 'waiting' || job.status === 'active') &&
        job.topic === topic &&
        job.key === key,
    );
  }
  function settle(job: Job, change: Partial<Job>): true {
    const { leaseUntil: _until, worker: _worker, ...rest } = job;
    jobs.set(job.id, { ...rest, ...change });
    return true;
  }

  return {
    async add({ topic, payload, priority = 0, key, needs = [], maxAttempts = 3, notBefore = 0 }) {
      const known = openWith(topic, key);
      if (known) return known.id;
      const id = randomUUID();
      jobs.set(id, {
        id,
        topic,
        payload: saved(payload),
        priority,
        ...(key !== undefined && { key }),
        ...(needs.length > 0 && { needs: saved(needs) }),
        status: 'waiting',
        attempts: 0,
        maxAttempts,
        notBefore,
      });
      return id;
    },
    async claim({ worker, topics, can = [], leaseMs, now }) {
      let next: Job | undefined;
      for (const job of jobs.values()) {
        if (!topics.includes(job.topic)) continue;
        if (!(job.needs ?? []).every((need) => can.includes(need))) continue;
        const left = job.status === 'active' && (job.leaseUntil ?? 0) <= now;
        if (left && job.attempts >= job.maxAttempts) {
          settle(job, { status: 'failed', fault: abandoned(job) });
        } else if (left || (job.status === 'waiting' && job.notBefore <= now)) {
          if (!next || job.priority > next.priority) next = job;
        }
      }
      if (!next) return undefined;
      const { progress: _, ...rest } = next;
      const leaseUntil = now + leaseMs;
      const attempts = next.attempts + 1;
      const job: Job = { ...rest, status: 'active', attempts, leaseUntil, worker };
      jobs.set(job.id, job);
      return job;
    },
    async renew(id, worker, until, progress) {
      const job = held(id, worker);
      if (!job) return false;
      jobs.set(id, { ...job, leaseUntil: until, ...(progress !== undefined && { progress }) });
      return true;
    },
    async complete(id, worker) {
      const job = held(id, worker);
      if (!job) return false;
      const { fault: _, ...rest } = job;
      return settle(rest, { status: 'done' });
    },
    async fail(id, worker, fault, retryAt) {
      const job = held(id, worker);
      if (!job) return false;
      if (retryAt === undefined || job.attempts >= job.maxAttempts)
        return settle(job, { status: 'failed', fault: saved(fault) });
      return settle(job, { status: 'waiting', fault: saved(fault), notBefore: retryAt });
    },
    async giveBack(id, worker, fault, dueAt) {
      const job = held(id, worker);
      if (!job) return false;
      const attempts = job.attempts - 1;
      return settle(job, { status: 'waiting', attempts, fault: saved(fault), notBefore: dueAt });
    },
    async cancel(id) {
      const job = jobs.get(id);
      if (job?.status !== 'waiting' && job?.status !== 'active') return false;
      return settle(job, { status: 'cancelled' });
    },
    async retry(id) {
      const job = jobs.get(id);
      if (job?.status !== 'failed' && job?.status !== 'cancelled') return false;
      if (openWith(job.topic, job.key)) return false;
      const { fault: _fault, progress: _progress, ...rest } = job;
      return settle(rest, { status: 'waiting', attempts: 0, notBefore: 0 });
    },
    async get(id) {
      return jobs.get(id);
    },
    async list({ topic, status, ...page } = {}) {
      const wanted = [...jobs.values()].filter(
        (job) =>
          (topic === undefined || job.topic === topic) &&
          (status === undefined || job.status === status),
      );
      return paged(wanted, page);
    },
  };
}

function abandoned({ topic, worker, attempts }: Job): Fault {
  return {
    code: 'internal',
    message: `the ${topic} job was given up: its worker ${worker} fell silent at attempt ${attempts}, the last one allowed`,
  };
}
