import assert from 'node:assert/strict';
import type { Queue } from '@earmark/core';
import type { Check } from '../../suite.ts';
import { claimBy, completeBy, failBy, fault, now, postponeBy } from './calls.ts';

export const endingChecks: readonly Check<Queue>[] = [
  {
    name: 'a job keeps what it came to, and when it was added, started and finished',
    async run(queue) {
      const result = { albums: [1, null, 'ü'] };
      const id = await queue.add({ topic: 'scan', payload: 1 });
      const { createdAt = Number.NaN } = (await queue.get(id)) ?? {};
      assert.equal((await claimBy(queue, 'w'))?.startedAt, now);
      assert.deepEqual(await queue.settle('w', [{ id, status: 'done', result }]), [id]);
      const job = await queue.get(id);
      assert.deepEqual(job?.result, result);
      assert.equal(job.startedAt, now);
      assert.equal(job.createdAt, createdAt);
      assert.ok((job.finishedAt ?? 0) >= createdAt, 'it finished after it was added');
      const other = await queue.add({ topic: 'scan', payload: 2 });
      await queue.cancel(other);
      assert.equal(typeof (await queue.get(other))?.finishedAt, 'number');
    },
  },
  {
    name: 'a result may be null, false or nothing',
    async run(queue) {
      for (const result of [null, false, 0]) {
        const id = await queue.add({ topic: 'scan', payload: 1 });
        await claimBy(queue, 'w');
        await queue.settle('w', [{ id, status: 'done', result }]);
        assert.equal((await queue.get(id))?.result, result);
      }
      const id = await queue.add({ topic: 'scan', payload: 1 });
      await claimBy(queue, 'w');
      await completeBy(queue, 'w', id);
      assert.ok(!('result' in ((await queue.get(id)) ?? {})), 'a job without a result has none');
    },
  },
  {
    name: 'the jobs that come after a job are there once it is done',
    async run(queue) {
      const id = await queue.add({ topic: 'scan', payload: 1, key: 'k' });
      await claimBy(queue, 'w');
      const next = [
        { topic: 'scan', payload: 2, key: 'k' },
        { topic: 'tag', payload: 3, priority: 7, needs: ['gpu'], maxAttempts: 9 },
      ];
      assert.deepEqual(await queue.settle('other', [{ id, status: 'done', next }]), []);
      assert.equal((await queue.list()).length, 1, 'whose job it is not adds nothing');
      assert.deepEqual(await queue.settle('w', [{ id, status: 'done', next }]), [id]);
      const [tag, scan] = await queue.list({ status: 'waiting' });
      assert.deepEqual([scan?.payload, scan?.key], [2, 'k']);
      assert.deepEqual([tag?.payload, tag?.priority, tag?.needs], [3, 7, ['gpu']]);
      assert.equal(tag?.maxAttempts, 9);
      assert.deepEqual(await queue.settle('w', [{ id, status: 'done', next }]), []);
      assert.equal((await queue.list()).length, 3, 'they are added once');
    },
  },
  {
    name: 'a job that comes after another and is open already is not added again',
    async run(queue) {
      const id = await queue.add({ topic: 'scan', payload: 1 });
      await queue.add({ topic: 'tag', payload: 'old', key: 'k' });
      await claimBy(queue, 'w');
      const next = [{ topic: 'tag', payload: 'new', key: 'k' }];
      assert.deepEqual(await queue.settle('w', [{ id, status: 'done', next }]), [id]);
      assert.deepEqual(
        (await queue.list({ topic: 'tag' })).map(({ payload }) => payload),
        ['old'],
      );
    },
  },
  {
    name: 'many attempts end at once, each in its own way; those of others stay as they are',
    async run(queue) {
      const ids = await queue.addMany(
        [0, 1, 2, 3, 4].map((payload) => ({ topic: 'scan', payload, maxAttempts: 1 })),
      );
      const [done = '', failed = '', spent = '', again = '', foreign = ''] = ids;
      for (const _ of ids.slice(1)) await claimBy(queue, 'w');
      await claimBy(queue, 'other');
      const settled = await queue.settle('w', [
        { id: done, status: 'done' },
        { id: failed, status: 'failed', fault },
        { id: spent, status: 'failed', fault, retryAt: now + 5 },
        { id: again, status: 'postponed', until: now + 10 },
        { id: foreign, status: 'done' },
      ]);
      assert.deepEqual([...settled].sort(), [done, failed, spent, again].sort());
      const statuses: unknown[] = [];
      for (const id of ids) statuses.push((await queue.get(id))?.status);
      assert.deepEqual(statuses, ['done', 'failed', 'failed', 'waiting', 'active']);
      assert.deepEqual(await queue.settle('w', []), []);
    },
  },
  {
    name: 'a claim says when the next job is due that this worker could do',
    async run(queue) {
      const nextAt = async (topics = ['scan'], can: readonly string[] = []) =>
        (await queue.claim({ worker: 'w', topics, can, leaseMs: 1000, now })).nextAt;
      assert.equal(await nextAt(), undefined);
      await queue.add({ topic: 'tag', payload: 1, notBefore: now + 1 });
      await queue.add({ topic: 'scan', payload: 1, notBefore: now + 2, needs: ['gpu'] });
      assert.equal(await nextAt(), undefined);
      await queue.add({ topic: 'scan', payload: 1, notBefore: now + 9 });
      await queue.add({ topic: 'scan', payload: 1, notBefore: now + 8 });
      assert.equal(await nextAt(), now + 8);
      assert.equal(await nextAt(['scan'], ['gpu']), now + 2);
      const id = await queue.add({ topic: 'scan', payload: 1 });
      await claimBy(queue, 'w');
      await postponeBy(queue, 'w', id, now + 4);
      assert.equal(await nextAt(), now + 4);
      await claimBy(queue, 'w', now + 4);
      await failBy(queue, 'w', id, now + 6);
      assert.equal(await nextAt(), now + 6);
    },
  },
];
