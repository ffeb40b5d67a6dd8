import assert from 'node:assert/strict';
import type { JobRequest, Queue } from '@earmark/core';
import type { Check } from '../../suite.ts';
import { claimBy, completeBy, now } from './calls.ts';

const claimMany = async (queue: Queue, limit: number, topics = ['scan'], can: string[] = []) =>
  (await queue.claim({ worker: 'w', topics, can, limit, leaseMs: 1000, now })).jobs;

export const manyChecks: readonly Check<Queue>[] = [
  {
    name: 'many jobs are added at once, in their order, each key once',
    async run(queue) {
      const known = await queue.add({ topic: 'scan', payload: 'known', key: 'a' });
      const requests: JobRequest[] = [
        { topic: 'scan', payload: 0, key: 'a' },
        { topic: 'scan', payload: 1, key: 'b', priority: 1, needs: ['x'], notBefore: now },
        { topic: 'scan', payload: 2, key: 'b' },
        { topic: 'tag', payload: 3, key: 'b' },
        { topic: 'scan', payload: 4 },
        { topic: 'scan', payload: 5 },
      ];
      const ids = await queue.addMany(requests);
      assert.equal(ids[0], known);
      assert.equal(ids[2], ids[1]);
      assert.equal(new Set(ids).size, 5);
      const listed = await queue.list();
      assert.deepEqual(
        listed.map(({ payload }) => payload),
        [5, 4, 3, 1, 'known'],
      );
      const { priority, needs, notBefore } = (await queue.get(ids[1] ?? '')) ?? {};
      assert.deepEqual([priority, needs, notBefore], [1, ['x'], now]);
      assert.deepEqual(await queue.addMany([]), []);
    },
  },
  {
    name: 'thousands are added at once, and each is there',
    async run(queue) {
      const requests = Array.from({ length: 2500 }, (_, payload) => ({
        topic: 'scan',
        payload,
        key: `key-${payload % 2000}`,
      }));
      const ids = await queue.addMany(requests);
      assert.equal(new Set(ids).size, 2000);
      assert.deepEqual(ids.slice(2000), ids.slice(0, 500));
      assert.equal((await queue.list()).length, 2000);
    },
  },
  {
    name: 'many are claimed at once, of all topics together, the larger priority first',
    async run(queue) {
      await queue.addMany([
        { topic: 'scan', payload: 0 },
        { topic: 'tag', payload: 1, priority: 2 },
        { topic: 'scan', payload: 2, priority: 1, needs: ['gpu'] },
        { topic: 'tag', payload: 3, needs: ['tape'] },
        { topic: 'move', payload: 4, priority: 9 },
        { topic: 'tag', payload: 5 },
        { topic: 'scan', payload: 6, priority: -1 },
      ]);
      const first = await claimMany(queue, 4, ['scan', 'tag'], ['gpu', 'hevc']);
      assert.deepEqual(
        first.map(({ payload }) => payload),
        [1, 2, 0, 5],
      );
      const rest = await claimMany(queue, 9, ['scan', 'tag'], ['gpu', 'hevc']);
      assert.deepEqual(
        rest.map(({ payload }) => payload),
        [6],
      );
    },
  },
  {
    name: 'many who claim many at the same time get each job once',
    async run(queue) {
      await queue.addMany(
        Array.from({ length: 60 }, (_, payload) => ({
          topic: payload % 2 ? 'scan' : 'tag',
          payload,
        })),
      );
      const claims = await Promise.all(
        Array.from({ length: 10 }, () => claimMany(queue, 7, ['scan', 'tag'])),
      );
      const ids = claims.flat().map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
      const rest = await claimMany(queue, 100, ['scan', 'tag']);
      assert.equal(ids.length + rest.length, 60);
    },
  },
  {
    name: 'many who add the same keys at the same time add each once',
    async run(queue) {
      const requests = Array.from({ length: 50 }, (_, payload) => ({
        topic: 'scan',
        payload,
        key: String(payload),
      }));
      const added = await Promise.all(
        Array.from({ length: 6 }, (_, turn) =>
          queue.addMany(turn % 2 ? requests : [...requests].reverse()),
        ),
      );
      assert.equal(new Set(added.flat()).size, 50);
      assert.equal((await queue.list()).length, 50);
    },
  },
  {
    name: 'many leases are renewed at once; those of others are not',
    async run(queue) {
      const ids = await queue.addMany([1, 2, 3].map((payload) => ({ topic: 'scan', payload })));
      const [one = '', two = '', three = ''] = ids;
      for (const worker of ['w', 'w', 'other']) await claimBy(queue, worker);
      const renewed = await queue.renew(
        'w',
        [{ id: one, progress: 0.5 }, { id: two }, { id: three, progress: 0.5 }],
        now + 9000,
      );
      assert.deepEqual([...renewed].sort(), [one, two].sort());
      assert.equal((await queue.get(one))?.progress, 0.5);
      assert.equal((await queue.get(two))?.leaseUntil, now + 9000);
      assert.equal((await queue.get(three))?.leaseUntil, now + 1000);
      assert.equal((await queue.get(three))?.progress, undefined);
      assert.deepEqual(await queue.renew('w', [], now), []);
    },
  },
  {
    name: 'who listens hears of a job that was added, and of one that came after another',
    async run(queue) {
      const watching = new AbortController();
      const heard = queue.changes(watching.signal)[Symbol.asyncIterator]();
      const first = heard.next();
      const id = await queue.add({ topic: 'scan', payload: 1 });
      assert.equal((await first).done, false);
      await claimBy(queue, 'w');
      const second = heard.next();
      await queue.settle('w', [{ id, status: 'done', next: [{ topic: 'scan', payload: 2 }] }]);
      assert.equal((await second).done, false);
      await completeBy(queue, 'w', id);
      watching.abort();
      let end = await heard.next();
      while (!end.done) end = await heard.next();
    },
  },
];
