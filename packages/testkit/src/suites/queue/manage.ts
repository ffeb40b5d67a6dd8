import assert from 'node:assert/strict';
import type { Queue } from '@earmark/core';
import type { Check } from '../../suite.ts';
import { claimBy, completeBy, failBy, fault, now } from './calls.ts';

export const manageChecks: readonly Check<Queue>[] = [
  {
    name: 'jobs are listed newest first, by topic and status, page after page',
    async run(queue) {
      const ids: string[] = [];
      for (const topic of ['scan', 'tag', 'scan'])
        ids.push(await queue.add({ topic, payload: null, priority: ids.length }));
      await claimBy(queue, 'w', now, ['tag']);
      const listed = async (filter?: Parameters<Queue['list']>[0]) =>
        (await queue.list(filter)).map(({ id }) => ids.indexOf(id));
      assert.deepEqual(await listed(), [2, 1, 0]);
      assert.deepEqual(await listed({ topic: 'scan' }), [2, 0]);
      assert.deepEqual(await listed({ status: 'active' }), [1]);
      assert.deepEqual(await listed({ limit: 2 }), [2, 1]);
      assert.deepEqual(await listed({ limit: 2, before: ids[1] ?? '' }), [0]);
      assert.deepEqual(await listed({ status: 'waiting', before: ids[2] ?? '' }), [0]);
    },
  },
  {
    name: 'all that failed can be tried again, or those of a topic or with a fault',
    async run(queue) {
      const broken = { code: 'malformed', message: 'no frame' } as const;
      const requests = [
        { topic: 'scan', payload: 0, key: 'twice' },
        { topic: 'scan', payload: 1, key: 'twice' },
        { topic: 'scan', payload: 2, key: 'open' },
        { topic: 'tag', payload: 3 },
        { topic: 'tag', payload: 4 },
      ];
      const ids: string[] = [];
      for (const request of requests) {
        const id = await queue.add(request);
        await claimBy(queue, 'w', now, [request.topic]);
        if (request.payload === 4)
          await queue.settle('w', [{ id, status: 'failed', fault: broken }]);
        else await failBy(queue, 'w', id);
        ids.push(id);
      }
      await queue.add({ topic: 'scan', payload: 'new', key: 'open' });
      const statuses = async () => {
        const all: unknown[] = [];
        for (const id of ids) all.push((await queue.get(id))?.status);
        return all;
      };
      assert.equal(await queue.retryFailed({ topic: 'tag', code: 'malformed' }), 1);
      assert.deepEqual(await statuses(), ['failed', 'failed', 'failed', 'failed', 'waiting']);
      assert.equal(await queue.retryFailed(), 2);
      assert.deepEqual(await statuses(), ['failed', 'waiting', 'failed', 'waiting', 'waiting']);
      assert.equal(await queue.retryFailed(), 0);
      const { attempts, fault: left, finishedAt } = (await queue.get(ids[3] ?? '')) ?? {};
      assert.deepEqual([attempts, left, finishedAt], [0, undefined, undefined]);
    },
  },
  {
    name: 'jobs are counted by topic, needs and status',
    async run(queue) {
      assert.deepEqual(await queue.counts(), []);
      const before = Date.now();
      await queue.addMany([
        { topic: 'scan', payload: 1 },
        { topic: 'scan', payload: 2, needs: ['b', 'a'] },
        { topic: 'scan', payload: 3, needs: ['a', 'b'], notBefore: now },
        { topic: 'tag', payload: 4 },
      ]);
      await claimBy(queue, 'w', now, ['tag']);
      const counts = await queue.counts();
      assert.deepEqual(
        counts
          .map(({ topic, needs, status, count }) => [topic, needs.join(), status, count])
          .sort(),
        [
          ['scan', '', 'waiting', 1],
          ['scan', 'a,b', 'waiting', 2],
          ['tag', '', 'active', 1],
        ],
      );
      for (const { since } of counts) assert.ok(since >= before, 'since is when one was added');
    },
  },
  {
    name: 'what finished long enough ago can be forgotten, by status',
    async run(queue) {
      const [done = '', failed = '', waiting = ''] = await queue.addMany(
        [1, 2, 3].map((payload) => ({ topic: 'scan', payload })),
      );
      await claimBy(queue, 'w');
      await claimBy(queue, 'w');
      await completeBy(queue, 'w', done);
      await failBy(queue, 'w', failed);
      const finishedAt = (await queue.get(done))?.finishedAt ?? 0;
      assert.equal(await queue.prune({ status: 'done', before: finishedAt }), 0);
      assert.equal(await queue.prune({ status: 'done', before: finishedAt + 1 }), 1);
      assert.equal(await queue.get(done), undefined);
      assert.deepEqual(
        (await queue.list()).map(({ id }) => id),
        [waiting, failed],
      );
    },
  },
  {
    name: 'workers say who they are, and are known until they say that they end',
    async run(queue) {
      const worker = {
        name: 'w2',
        topics: ['scan'],
        can: ['root:music', 'ü'],
        since: now,
        until: now + 1000,
        troubles: [],
      };
      await queue.announce({ ...worker, name: 'w1' });
      await queue.announce(worker);
      const later = { ...worker, until: now + 2000, troubles: [fault.message] };
      await queue.announce(later);
      assert.deepEqual(await queue.workers(), [{ ...worker, name: 'w1' }, later]);
      await queue.dismiss('w1');
      await queue.dismiss('no-such-worker');
      assert.deepEqual(await queue.workers(), [later]);
    },
  },
];
