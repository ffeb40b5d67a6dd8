import assert from 'node:assert/strict';
import type { RootRecord } from '@earmark/core';
import { assertCode, at, type StoreCheck } from './subject.ts';

const host = 'api.example.org';
const dayMs = 86_400_000;
const root = (account: string, path: string, change: Partial<RootRecord> = {}): RootRecord => {
  const place = { host: 'kitchen', path, readOnly: false };
  return { account, id: 'music', ...place, ...change };
};

export const sharedChecks: readonly StoreCheck[] = [
  {
    name: 'never more requests start in any window than the limit allows',
    async run({ store }) {
      const shared = await store.shared();
      const limit = { requests: 3, perMs: 1000 };
      const starts: number[] = [];
      for (let now = at; now < at + 3500; now += 50) {
        const { waitMs } = await shared.book(host, limit, now);
        if (waitMs === 0) starts.push(now);
        const inWindow = starts.filter((start) => start > now - limit.perMs).length;
        assert.ok(inWindow <= limit.requests, `${inWindow} requests in one second`);
      }
      assert.equal(starts.length, 12);
    },
  },
  {
    name: 'who has to wait is told how long, and has booked nothing',
    async run({ store }) {
      const shared = await store.shared();
      const limit = { requests: 2, perMs: 1000 };
      assert.deepEqual(await shared.book(host, limit, at), { waitMs: 0 });
      assert.deepEqual(await shared.book(host, limit, at + 300), { waitMs: 0 });
      for (let again = 0; again < 3; again++)
        assert.deepEqual(await shared.book(host, limit, at + 400), { waitMs: 600 });
      assert.deepEqual(await shared.book(host, limit, at + 999), { waitMs: 1 });
      assert.deepEqual(await shared.book(host, limit, at + 1000), { waitMs: 0 });
      assert.deepEqual(await shared.book(host, limit, at + 1000), { waitMs: 300 });
    },
  },
  {
    name: 'each host has its own window, and each limit is held over what was booked before',
    async run({ store }) {
      const shared = await store.shared();
      await shared.book(host, { requests: 1, perMs: 1000 }, at);
      const other = await shared.book('other.example.org', { requests: 1, perMs: 1000 }, at);
      assert.deepEqual(other, { waitMs: 0 });
      assert.equal((await shared.book(host, { requests: 5, perMs: 1000 }, at + 1)).waitMs, 0);
      assert.equal((await shared.book(host, { requests: 1, perMs: 500 }, at + 2)).waitMs, 499);
    },
  },
  {
    name: 'those who book at the same moment share one window',
    async run({ store }) {
      const shared = await store.shared();
      const limit = { requests: 5, perMs: 1000 };
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => shared.book(host, limit, at)),
      );
      assert.equal(answers.filter(({ waitMs }) => waitMs === 0).length, 5);
    },
  },
  {
    name: "a day's budget is used up until midnight UTC, and refusals cost nothing of it",
    async run({ store }) {
      const shared = await store.shared();
      const limit = { requests: 1, perMs: 1000, perDay: 2 };
      const midnight = at + dayMs;
      assert.equal((await shared.book(host, limit, midnight - 5000)).waitMs, 0);
      assert.equal((await shared.book(host, limit, midnight - 4500)).waitMs, 500);
      assert.equal((await shared.book(host, limit, midnight - 4000)).waitMs, 0);
      const spent = { waitMs: 3000, exhausted: true };
      assert.deepEqual(await shared.book(host, limit, midnight - 3000), spent);
      assert.deepEqual(await shared.book(host, limit, midnight), { waitMs: 0 });
    },
  },
  {
    name: 'a parked host is parked until its time, and the later parking holds',
    async run({ store }) {
      const shared = await store.shared();
      assert.equal(await shared.parked(host, at), undefined);
      await shared.park(host, at + 500, 'told to wait');
      await shared.park(host, at + 200, 'earlier');
      const parking = { until: at + 500, reason: 'told to wait' };
      assert.deepEqual(await shared.parked(host, at + 499), parking);
      assert.equal(await shared.parked('other.example.org', at), undefined);
      assert.equal(await shared.parked(host, at + 500), undefined);
      await shared.park(host, at + 900, 'again');
      assert.deepEqual(await shared.parked(host, at + 600), { until: at + 900, reason: 'again' });
    },
  },
  {
    name: 'failures of a host in a row are counted until a success',
    async run({ store }) {
      const shared = await store.shared();
      assert.equal(await shared.noteFailure(host, at), 1);
      assert.equal(await shared.noteFailure(host, at + 1), 2);
      assert.equal(await shared.noteFailure('other.example.org', at), 1);
      assert.equal(await shared.noteFailure(host, null), 0);
      assert.equal(await shared.noteFailure(host, at + 2), 1);
    },
  },
  {
    name: 'samples are kept by field, in the order they came',
    async run({ store }) {
      const shared = await store.shared();
      const genre = [0.9, 0.1, 0.5].map((belief) => ({
        field: 'genre',
        belief,
        right: belief > 0.4,
        at,
      }));
      await shared.addSamples([...genre, { field: 'year', belief: 1, right: false, at }]);
      await shared.addSamples(genre);
      await shared.addSamples([]);
      assert.deepEqual(await shared.samples('genre'), [...genre, ...genre]);
      assert.deepEqual(await shared.samples('title'), []);
    },
  },
  {
    name: 'a root is claimed, listed by account, changed and released',
    async run({ store }) {
      const shared = await store.shared();
      await shared.claimRoot(root('anna', '/old'));
      await shared.claimRoot(root('anna', '/music', { readOnly: true }));
      await shared.claimRoot(root('ben', '/books', { id: 'books' }));
      assert.deepEqual(await shared.roots('anna'), [root('anna', '/music', { readOnly: true })]);
      assert.equal((await shared.roots()).length, 2);
      await shared.releaseRoot('ben', 'books');
      assert.deepEqual(await shared.roots('ben'), []);
      await shared.claimRoot(root('anna', '/books'));
    },
  },
  {
    name: 'roots that overlap between accounts are refused, however they are spelled',
    async run({ store }) {
      const shared = await store.shared();
      await shared.claimRoot(root('anna', '/media/music'));
      const taken = ['/media/music', '/media', '/', '/media/music/', '/media/x/../music/a'];
      for (const path of taken) await assertCode(shared.claimRoot(root('ben', path)), 'conflict');
      assert.deepEqual(await shared.roots('ben'), []);
      for (const path of ['/media/music2', '/media/..music', '/media/musi'])
        await shared.claimRoot(root('ben', path, { id: path }));
    },
  },
  {
    name: 'roots may overlap where one is read-only, on another machine, or of the same account',
    async run({ store }) {
      const shared = await store.shared();
      await shared.claimRoot(root('anna', '/music'));
      await shared.claimRoot(root('anna', '/music/new', { id: 'new' }));
      await shared.claimRoot(root('ben', '/music', { host: 'attic' }));
      await shared.claimRoot(root('carla', '/music', { readOnly: true }));
      await shared.claimRoot(root('dora', '/photos', { readOnly: true }));
      await shared.claimRoot(root('ben', '/photos', { id: 'photos' }));
    },
  },
];
