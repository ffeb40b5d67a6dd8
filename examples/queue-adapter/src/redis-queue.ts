import { readFileSync } from 'node:fs';
import {
  type Changes,
  createChanges,
  type Job,
  type JobRequest,
  laneOf,
  listedQueue,
  newId,
  type Queue,
  servesLane,
  type WorkerRecord,
} from '@earmark/core';
import type { RedisClientType } from '@redis/client';

const script = readFileSync(new URL('queue.lua', import.meta.url), 'utf8');
const numbers = [
  'priority',
  'attempts',
  'maxAttempts',
  'notBefore',
  'createdAt',
  'leaseUntil',
  'startedAt',
  'finishedAt',
  'progress',
];
const json = ['payload', 'needs', 'fault', 'result'];

/** A queue in Redis; `name` begins its keys. `client` is for commands, a copy of it listens. */
export async function createRedisQueue(
  client: RedisClientType,
  name: string,
): Promise<Queue & { close(): Promise<void> }> {
  const news: Changes = createChanges();
  const listener = await client.duplicate().connect();
  await listener.subscribe(`${name}:news`, news.notify);

  async function run(op: string, input: object) {
    const answer = await client.eval(script, {
      keys: [name],
      arguments: [op, JSON.stringify({ now: Date.now(), ...input })],
    });
    const [ids, nextAt, lapsed] = answer as [string[], string, string];
    if (op !== 'renew' && op !== 'claim') await client.publish(`${name}:news`, '');
    return { ids, nextAt, lapsed };
  }
  const rowOf = ({
    topic,
    payload,
    key,
    needs = [],
    priority = 0,
    maxAttempts = 3,
    notBefore = 0,
  }: JobRequest) => ({
    id: newId(Date.now()),
    topic,
    payload: JSON.stringify(payload),
    priority,
    maxAttempts,
    notBefore,
    createdAt: Date.now(),
    lane: laneOf(topic, needs),
    ...(key !== undefined && { key }),
    ...(needs.length > 0 && { needs: JSON.stringify(needs) }),
  });
  async function get(id: string): Promise<Job | undefined> {
    const { seq, lane: _lane, ...fields } = await client.hGetAll(`${name}:job:${id}`);
    if (seq === undefined) return undefined;
    const values = Object.entries(fields).map(([field, text]) => [
      field,
      numbers.includes(field) ? Number(text) : json.includes(field) ? JSON.parse(text) : text,
    ]);
    return Object.fromEntries(values) as Job;
  }
  async function every(): Promise<readonly Job[]> {
    const ids = await client.zRange(`${name}:all`, 0, -1, { REV: true });
    return (await Promise.all(ids.map(get))).filter((job) => job !== undefined);
  }
  const addMany = async (jobs: readonly JobRequest[]) =>
    (await run('add', { jobs: jobs.map(rowOf) })).ids;

  return {
    ...listedQueue({
      all: every,
      retry: async (ids) => (await run('retry', { ids })).ids.length,
      forget: async (ids) => void (await run('forget', { ids })),
    }),
    addMany,
    add: async (job) => (await addMany([job]))[0] ?? '',
    async claim({ worker, topics, can = [], limit = 1, leaseMs, now }) {
      const lanes = (await client.sMembers(`${name}:lanes`)).filter((lane) =>
        servesLane({ topics, can }, lane),
      );
      const { ids, nextAt, lapsed } = await run('claim', {
        worker,
        lanes,
        limit,
        now,
        leaseUntil: now + leaseMs,
      });
      const jobs = (await Promise.all(ids.map(get))).filter((job) => job !== undefined);
      return {
        jobs,
        ...(nextAt !== '' && { nextAt: Number(nextAt) }),
        ...(lapsed !== '' && { lapsed: JSON.parse(lapsed) }),
      };
    },
    renew: async (worker, leases, until) => (await run('renew', { worker, leases, until })).ids,
    async settle(worker, endings) {
      const rows = endings.map((ending) => {
        const { id, status } = ending;
        if (status === 'done') {
          const result =
            ending.result === undefined ? {} : { result: JSON.stringify(ending.result) };
          return { id, status, ...result, next: (ending.next ?? []).map(rowOf) };
        }
        const fault = ending.fault ? { fault: JSON.stringify(ending.fault) } : {};
        if (status === 'postponed')
          return {
            id,
            status: 'waiting',
            refund: true,
            notBefore: ending.until,
            ...fault,
            next: [],
          };
        const again =
          ending.retryAt === undefined ? {} : { status: 'waiting', notBefore: ending.retryAt };
        return { id, status, ...fault, ...again, next: [] };
      });
      return (await run('settle', { worker, endings: rows })).ids;
    },
    cancel: async (id) => (await run('cancel', { ids: [id] })).ids.length === 1,
    retry: async (id) => (await run('retry', { ids: [id] })).ids.length === 1,
    get,
    announce: async (worker) =>
      void (await client.hSet(`${name}:workers`, worker.name, JSON.stringify(worker))),
    dismiss: async (worker) => void (await client.hDel(`${name}:workers`, worker)),
    async workers() {
      const all = Object.values(await client.hGetAll(`${name}:workers`)).map(
        (text) => JSON.parse(text) as WorkerRecord,
      );
      return all.sort((one, other) =>
        Buffer.compare(Buffer.from(one.name), Buffer.from(other.name)),
      );
    },
    changes: news.changes,
    close: async () => listener.destroy(),
  };
}
