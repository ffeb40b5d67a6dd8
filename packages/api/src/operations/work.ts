import { type Job, titleOf } from '@earmark/core';
import { z } from 'zod';
import { notThere, refuse } from '../http/problem.ts';
import { nothing, type Operation, ok, operation } from '../operation.ts';
import { anyJson, id, instant, named, whole } from '../schemas/common.ts';
import { fault } from '../schemas/library.ts';

const group = 'Work';
const reads = { for: 'account', scope: 'albums:read', role: 'viewer' } as const;
const writes = { for: 'account', scope: 'runs:write', role: 'member' } as const;
const status = z.enum(['waiting', 'active', 'done', 'failed', 'cancelled']);

const job = named(
  'Job',
  z.object({
    id: z.string(),
    topic: z.string(),
    payload: anyJson,
    priority: z.number(),
    key: z.string().optional(),
    needs: z.array(z.string()).optional(),
    status,
    attempts: z.int(),
    maxAttempts: z.int(),
    notBefore: instant,
    worker: z.string().optional(),
    progress: z.number().optional(),
    fault: fault.optional(),
    result: anyJson.optional(),
    createdAt: instant,
    startedAt: instant.optional(),
    finishedAt: instant.optional(),
  }),
);
const jobs = named('Jobs', z.object({ items: z.array(job) }));
const listQuery = {
  status: status.optional(),
  limit: whole(1, 500).optional(),
  /** The last job of the page before. */
  before: id.optional(),
};

/** Leases are between the queue and its workers. */
const jobShown = ({ leaseUntil: _lease, ...rest }: Job) => rest;

export function createWorkOperations(): readonly Operation[] {
  return [
    operation({
      id: 'listJobs',
      method: 'GET',
      path: '/api/jobs',
      summary: 'What waits, is done by workers, or was',
      group,
      access: reads,
      query: z.strictObject({ ...listQuery, topic: z.string().max(100).optional() }),
      answers: { 200: { description: 'A page', schema: jobs } },
      async handle({ query: { topic, status, limit = 100, before }, earmark }) {
        const { jobs: queue } = await earmark.store();
        const items = await queue.list({
          limit,
          ...(before === undefined ? {} : { before }),
          ...(topic === undefined ? {} : { topic }),
          ...(status === undefined ? {} : { status }),
        });
        return ok({ items: items.map(jobShown) });
      },
    }),
    operation({
      id: 'getJob',
      method: 'GET',
      path: '/api/jobs/{id}',
      summary: 'One job',
      group,
      access: reads,
      params: z.object({ id }),
      answers: { 200: { description: 'The job', schema: job } },
      async handle({ params, earmark }) {
        const { jobs: queue } = await earmark.store();
        return ok(jobShown((await queue.get(params.id)) ?? notThere()));
      },
    }),
    ...(['cancel', 'retry'] as const).map((action) =>
      operation({
        id: `${action}Job`,
        method: 'POST',
        path: `/api/jobs/{id}/${action}`,
        summary:
          action === 'cancel'
            ? 'Takes a job out of the queue'
            : 'Puts a failed or cancelled job back',
        group,
        access: writes,
        params: z.object({ id }),
        answers: {
          204: { description: 'Done' },
          409: { description: 'It is in no state for that' },
        },
        async handle({ params, earmark }) {
          const { jobs: queue } = await earmark.store();
          const known = (await queue.get(params.id)) ?? notThere();
          if (!(await queue[action](params.id))) refuse(409, `This job is ${known.status}.`);
          return nothing();
        },
      }),
    ),
    operation({
      id: 'listTranscodes',
      method: 'GET',
      path: '/api/transcodes',
      summary: 'Transcodes that wait, run or ended',
      group,
      access: reads,
      query: z.strictObject(listQuery),
      answers: { 200: { description: 'A page', schema: jobs } },
      async handle({ query: { status, limit = 100, before }, earmark }) {
        const { jobs: queue } = await earmark.store();
        const items = await queue.list({
          topic: 'transcode',
          limit,
          ...(before === undefined ? {} : { before }),
          ...(status === undefined ? {} : { status }),
        });
        return ok({ items: items.map(jobShown) });
      },
    }),
    operation({
      id: 'listWorkers',
      method: 'GET',
      path: '/api/workers',
      summary: 'Who works on what at this moment',
      group,
      access: reads,
      answers: {
        200: {
          description: 'By worker',
          schema: z.object({
            items: z.array(z.object({ worker: z.string(), jobs: z.array(job) })),
          }),
        },
      },
      async handle({ earmark }) {
        const { jobs: queue } = await earmark.store();
        const active = (await queue.list({ status: 'active', limit: 500 })).map(jobShown);
        const workers = [...new Set(active.map(({ worker = '' }) => worker))].sort();
        return ok({
          items: workers.map((worker) => ({
            worker,
            jobs: active.filter((each) => (each.worker ?? '') === worker),
          })),
        });
      },
    }),
    operation({
      id: 'listLocks',
      method: 'GET',
      path: '/api/locks',
      summary: 'Fields that people have locked',
      group,
      access: reads,
      query: z.strictObject({
        limit: whole(1, 500).optional(),
        offset: whole(0, 1_000_000).optional(),
      }),
      answers: {
        200: {
          description: 'A page',
          schema: z.object({
            items: z.array(
              z.object({
                subject: z.string(),
                /** Left out where it is no album of the catalogue any more. */
                title: z.string().optional(),
                field: z.string(),
                by: z.string(),
                at: instant,
              }),
            ),
          }),
        },
      },
      async handle({ query: { limit = 100, offset = 0 }, earmark }) {
        const { reviews, browse } = await earmark.store();
        const locks = await reviews.locks({ limit, offset });
        const titled = async (lock: (typeof locks)[number]) => {
          const album = await browse.album(lock.subject);
          return { ...lock, ...(album ? { title: titleOf(album) } : {}) };
        };
        return ok({ items: await Promise.all(locks.map(titled)) });
      },
    }),
  ];
}
