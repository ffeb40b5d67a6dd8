import type { Fault, Job, Queue } from '@earmark/core';

export const now = Date.UTC(2026, 0, 1);
export const fault = { code: 'network', message: 'no answer', retryAfterMs: 5 } as const;

export async function claimBy(
  queue: Queue,
  worker: string,
  at = now,
  topics: readonly string[] = ['scan'],
  can: readonly string[] = [],
): Promise<Job | undefined> {
  return (await queue.claim({ worker, topics, can, leaseMs: 1000, now: at })).jobs[0];
}

const isOnly = (ids: readonly string[], id: string) => ids.length === 1 && ids[0] === id;

export const completeBy = async (queue: Queue, worker: string, id: string) =>
  isOnly(await queue.settle(worker, [{ id, status: 'done' }]), id);

export const failBy = async (queue: Queue, worker: string, id: string, retryAt?: number) =>
  isOnly(
    await queue.settle(worker, [
      { id, status: 'failed', fault, ...(retryAt !== undefined && { retryAt }) },
    ]),
    id,
  );

export const postponeBy = async (
  queue: Queue,
  worker: string,
  id: string,
  until: number,
  why?: Fault,
) =>
  isOnly(
    await queue.settle(worker, [{ id, status: 'postponed', until, ...(why && { fault: why }) }]),
    id,
  );

export const renewBy = async (
  queue: Queue,
  worker: string,
  id: string,
  until: number,
  progress?: number,
) =>
  isOnly(
    await queue.renew(worker, [{ id, ...(progress !== undefined && { progress }) }], until),
    id,
  );
