import assert from 'node:assert/strict';
import type { JobRequest, Queue } from '@earmark/core';
import type { Check } from '../../suite.ts';
import { claimBy, completeBy, failBy, fault, now, postponeBy, renewBy } from './calls.ts';
import { endingChecks } from './endings.ts';
import { manageChecks } from './manage.ts';
import { manyChecks } from './many.ts';

export const queueChecks: readonly Check<Queue>[] = [
  {
    name: 'a job waits as it was asked for',
    async run(queue) {
      const payload = { album: 'album-1', list: [1, null, 'ü'] };
      const request = { topic: 'scan', payload, priority: 2, key: 'k', maxAttempts: 5 };
      const id = await queue.add({ ...request, notBefore: now });
      const { createdAt, ...job } = (await queue.get(id)) ?? {};
      assert.equal(typeof createdAt, 'number');
      assert.deepEqual(job, { id, ...request, notBefore: now, status: 'waiting', attempts: 0 });
      assert.equal(await queue.get('no-such-job'), undefined);
    },
  },
  {
    name: 'a claimed job is leased to its worker, and handed to nobody else',
    async run(queue) {
      const id = await queue.add({ topic: 'scan', payload: 1 });
      const job = await claimBy(queue, 'w1');
      assert.equal(job?.id, id);
      assert.equal(job.status, 'active');
      assert.equal(job.worker, 'w1');
      assert.equal(job.attempts, 1);
      assert.equal(job.leaseUntil, now + 1000);
      assert.deepEqual(await queue.get(id), job);
      assert.equal(await claimBy(queue, 'w2'), undefined);
    },
  },
  {
    name: 'many who claim at the same time get a job each',
    async run(queue) {
      for (let payload = 0; payload < 20; payload++) await queue.add({ topic: 'scan', payload });
      const workers = Array.from({ length: 25 }, (_, index) => `w${index}`);
      const jobs = await Promise.all(workers.map((worker) => claimBy(queue, worker)));
      const ids = jobs.flatMap((job) => job?.id ?? []);
      assert.equal(ids.length, 20);
      assert.equal(new Set(ids).size, 20);
    },
  },
  {
    name: 'the larger priority goes first, then the older job',
    async run(queue) {
      const priorities = [0, 5, -1, 5];
      for (const [payload, priority] of priorities.entries())
        await queue.add({ topic: 'scan', payload, priority });
      const order: unknown[] = [];
      for (const _ of priorities) order.push((await claimBy(queue, 'w'))?.payload);
      assert.deepEqual(order, [1, 3, 0, 2]);
    },
  },
  {
    name: 'a worker gets jobs of its topics only',
    async run(queue) {
      await queue.add({ topic: 'transcode', payload: 1 });
      assert.equal(await claimBy(queue, 'w', now, []), undefined);
      assert.equal(await claimBy(queue, 'w', now, ['scan', 'tag']), undefined);
      assert.equal((await claimBy(queue, 'w', now, ['scan', 'transcode']))?.payload, 1);
    },
  },
  {
    name: 'a job that needs something goes only to a worker that can do all of it',
    async run(queue) {
      const claimAs = (...can: string[]) => claimBy(queue, 'w', now, ['scan'], can);
      const id = await queue.add({ topic: 'scan', payload: 1, needs: ['gpu', 'hevc'] });
      assert.deepEqual((await queue.get(id))?.needs, ['gpu', 'hevc']);
      assert.equal(await claimBy(queue, 'w'), undefined);
      assert.equal(await claimAs('gpu', 'av1'), undefined);
      await queue.add({ topic: 'scan', payload: 2, priority: -1 });
      assert.equal((await claimAs('hevc'))?.payload, 2);
      assert.deepEqual((await claimAs('av1', 'hevc', 'gpu'))?.needs, ['gpu', 'hevc']);
    },
  },
  {
    name: 'a job is not handed out before its time',
    async run(queue) {
      await queue.add({ topic: 'scan', payload: 1, notBefore: now + 10 });
      assert.equal(await claimBy(queue, 'w', now + 9), undefined);
      assert.equal((await claimBy(queue, 'w', now + 10))?.payload, 1);
    },
  },
  {
    name: 'a job with a key is not added again while it waits or is active, and is afterwards',
    async run(queue) {
      const request: JobRequest = { topic: 'scan', payload: 1, key: 'music' };
      const id = await queue.add(request);
      assert.equal(await queue.add({ ...request, payload: 2 }), id);
      await claimBy(queue, 'w');
      assert.equal(await queue.add(request), id);
      assert.notEqual(await queue.add({ ...request, topic: 'tag' }), id);
      await completeBy(queue, 'w', id);
      assert.notEqual(await queue.add(request), id);
    },
  },
  {
    name: 'a job whose worker died is handed out again when its lease ends',
    async run(queue) {
      const id = await queue.add({ topic: 'scan', payload: 1 });
      await claimBy(queue, 'w1');
      assert.equal(await claimBy(queue, 'w2', now + 999), undefined);
      const job = await claimBy(queue, 'w2', now + 1000);
      assert.equal(job?.id, id);
      assert.equal(job.worker, 'w2');
      assert.equal(job.attempts, 2);
      assert.equal(await completeBy(queue, 'w1', id), false);
      assert.equal(await completeBy(queue, 'w2', id), true);
    },
  },
  {
    name: 'a job that silenced its worker at every attempt fails instead of going round for ever',
    async run(queue) {
      const id = await queue.add({ topic: 'scan', payload: 1, maxAttempts: 2 });
      await claimBy(queue, 'w1');
      await claimBy(queue, 'w2', now + 1000);
      assert.equal(await claimBy(queue, 'w3', now + 2000), undefined);
      const job = await queue.get(id);
      assert.equal(job?.status, 'failed');
      assert.ok(job.fault?.message.includes('w2'), 'the fault names the last worker');
    },
  },
  {
    name: 'whose job was taken back is told once, by the claim that took it',
    async run(queue) {
      const claim = (worker: string, at: number) =>
        queue.claim({ worker, topics: ['scan'], leaseMs: 1000, now: at });
      const id = await queue.add({ topic: 'scan', payload: 1 });
      const last = await queue.add({ topic: 'scan', payload: 2, maxAttempts: 1 });
      assert.equal((await claim('w1', now)).lapsed, undefined);
      assert.equal((await claim('w2', now)).lapsed, undefined);
      const { jobs, lapsed = [] } = await claim('w3', now + 1000);
      assert.deepEqual(
        jobs.map((job) => job.id),
        [id],
      );
      assert.deepEqual(
        [...lapsed].sort((one, other) => (one.worker < other.worker ? -1 : 1)),
        [
          { id, worker: 'w1' },
          { id: last, worker: 'w2' },
        ],
      );
      assert.equal((await claim('w3', now + 1000)).lapsed, undefined);
    },
  },
  {
    name: 'a renewed lease holds longer, and only its worker renews it',
    async run(queue) {
      const id = await queue.add({ topic: 'scan', payload: 1 });
      await claimBy(queue, 'w1');
      assert.equal(await renewBy(queue, 'w1', id, now + 5000, 0.25), true);
      assert.equal(await renewBy(queue, 'w2', id, now + 9000), false);
      assert.equal(await renewBy(queue, 'w1', 'no-such-job', now + 9000), false);
      assert.equal(await claimBy(queue, 'w2', now + 4999), undefined);
      const job = await queue.get(id);
      assert.equal(job?.leaseUntil, now + 5000);
      assert.equal(job.progress, 0.25);
    },
  },
  {
    name: 'a completed job is done, has no worker, and is not handed out again',
    async run(queue) {
      const id = await queue.add({ topic: 'scan', payload: 1 });
      await claimBy(queue, 'w');
      assert.equal(await completeBy(queue, 'other', id), false);
      assert.equal(await completeBy(queue, 'w', id), true);
      assert.equal(await completeBy(queue, 'w', id), false);
      const job = await queue.get(id);
      assert.equal(job?.status, 'done');
      assert.equal(job.worker, undefined);
      assert.equal(job.leaseUntil, undefined);
      assert.equal(await claimBy(queue, 'w', now + 9000), undefined);
    },
  },
  {
    name: 'a failed attempt waits for its next one, with its fault',
    async run(queue) {
      const id = await queue.add({ topic: 'scan', payload: 1 });
      await claimBy(queue, 'w');
      assert.equal(await failBy(queue, 'other', id, now + 10), false);
      assert.equal(await failBy(queue, 'w', id, now + 10), true);
      const job = await queue.get(id);
      assert.equal(job?.status, 'waiting');
      assert.deepEqual(job.fault, fault);
      assert.equal(job.worker, undefined);
      assert.equal(await claimBy(queue, 'w', now + 9), undefined);
      assert.equal((await claimBy(queue, 'w', now + 10))?.attempts, 2);
    },
  },
  {
    name: 'a job fails for good without a next time, and with its last attempt',
    async run(queue) {
      const hopeless = await queue.add({ topic: 'scan', payload: 1 });
      await claimBy(queue, 'w');
      await failBy(queue, 'w', hopeless);
      const spent = await queue.add({ topic: 'scan', payload: 2, maxAttempts: 1 });
      await claimBy(queue, 'w');
      await failBy(queue, 'w', spent, now);
      for (const id of [hopeless, spent]) {
        const job = await queue.get(id);
        assert.equal(job?.status, 'failed');
        assert.deepEqual(job.fault, fault);
      }
      assert.equal(await claimBy(queue, 'w', now + 9000), undefined);
    },
  },
  {
    name: 'a job that was given back waits as before its attempt, however often',
    async run(queue) {
      const stopped = { code: 'aborted', message: 'the worker was stopped' } as const;
      const id = await queue.add({ topic: 'scan', payload: 1, maxAttempts: 1, notBefore: now });
      for (const at of [now, now + 10, now + 20]) {
        assert.equal(await claimBy(queue, 'w', at - 1), undefined);
        assert.equal((await claimBy(queue, 'w', at))?.attempts, 1);
        assert.equal(await postponeBy(queue, 'other', id, at, stopped), false);
        assert.equal(await postponeBy(queue, 'w', id, at + 10, stopped), true);
        assert.equal(await postponeBy(queue, 'w', id, at + 10, stopped), false);
        const { status, attempts, fault: left, worker, leaseUntil } = (await queue.get(id)) ?? {};
        assert.deepEqual([status, attempts, left], ['waiting', 0, stopped]);
        assert.deepEqual([worker, leaseUntil], [undefined, undefined]);
      }
    },
  },
  {
    name: 'a cancelled job is not handed out, and its worker loses it',
    async run(queue) {
      const waiting = await queue.add({ topic: 'scan', payload: 1 });
      assert.equal(await queue.cancel(waiting), true);
      assert.equal(await queue.cancel(waiting), false);
      assert.equal(await queue.cancel('no-such-job'), false);
      assert.equal(await claimBy(queue, 'w'), undefined);
      const active = await queue.add({ topic: 'scan', payload: 2 });
      await claimBy(queue, 'w');
      assert.equal(await queue.cancel(active), true);
      assert.equal(await renewBy(queue, 'w', active, now + 5000), false);
      assert.equal(await completeBy(queue, 'w', active), false);
      assert.equal((await queue.get(active))?.status, 'cancelled');
    },
  },
  {
    name: 'a failed or cancelled job can be tried again from the start, unless its like waits already',
    async run(queue) {
      const id = await queue.add({ topic: 'scan', payload: 1, key: 'k', maxAttempts: 1 });
      assert.equal(await queue.retry(id), false);
      await claimBy(queue, 'w');
      assert.equal(await queue.retry(id), false);
      await renewBy(queue, 'w', id, now + 1000, 0.5);
      await failBy(queue, 'w', id, now + 10);
      assert.equal(await queue.retry(id), true);
      const { status, attempts, fault: left, progress } = (await queue.get(id)) ?? {};
      assert.deepEqual([status, attempts, left, progress], ['waiting', 0, undefined, undefined]);
      assert.equal((await claimBy(queue, 'w'))?.attempts, 1);
      await queue.cancel(id);
      await queue.add({ topic: 'scan', payload: 2, key: 'k' });
      assert.equal(await queue.retry(id), false);
      assert.equal(await queue.retry('no-such-job'), false);
    },
  },
  ...endingChecks,
  ...manyChecks,
  ...manageChecks,
];
