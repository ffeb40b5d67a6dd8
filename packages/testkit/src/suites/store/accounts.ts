import assert from 'node:assert/strict';
import {
  album,
  decisionRecord,
  file,
  planRecord,
  receiptRecord,
  review,
  runRecord,
} from './records.ts';
import { assertCode, at, type StoreCheck } from './subject.ts';

const foreignNames = [
  '',
  '.',
  '..',
  '.anna',
  'anna/..',
  '../anna',
  '/anna',
  String.raw`anna\ben`,
  'anna\0',
  'anna\n',
  'an..na',
  'anna.',
  ' anna',
  'con',
  'shared.db',
  'a'.repeat(300),
];

export const accountChecks: readonly StoreCheck[] = [
  {
    name: 'an account that was opened is listed, and is the same object for the same name',
    async run({ store, anna }) {
      const ben = await store.account('50KTC-V2_b@x.org');
      assert.equal(await store.account('anna'), anna);
      assert.notEqual(ben, anna);
      assert.equal(anna.account, 'anna');
      assert.deepEqual(await store.accounts(), ['50KTC-V2_b@x.org', 'anna']);
    },
  },
  {
    name: 'an account that was closed opens again with all that it had',
    async run({ store, anna }) {
      await anna.state('abs').set('cursor', 7);
      await store.release('anna');
      await store.release('anna');
      await store.release('never-opened');
      assert.equal(await (await store.account('anna')).state('abs').get('cursor'), 7);
      assert.deepEqual(await store.accounts(), ['anna']);
    },
  },
  {
    name: 'a name that could mean another place is refused',
    async run({ store }) {
      for (const name of foreignNames) await assertCode(store.account(name), 'config');
      assert.deepEqual(await store.accounts(), ['anna']);
    },
  },
  {
    name: 'a name that differs from another only in its case is refused',
    async run({ store }) {
      await assertCode(store.account('ANNA'), 'config');
    },
  },
  {
    name: 'two accounts share no row',
    async run({ store, anna }) {
      const ben = await store.account('ben');
      const { journal, reviews, catalogue, jobs } = anna;
      await journal.startRun(runRecord('run-1'));
      await journal.finishSubject('run-1', 'album-1');
      await journal.saveDecisions([decisionRecord('run-1', 'one')]);
      await journal.savePlans([planRecord('run-1', 'plan-1')]);
      await journal.saveReceipt(receiptRecord('run-1', 'receipt-1', 'plan-1'));
      await reviews.queue(review('one'));
      await reviews.lock('album-1', 'genre', 'anna', at);
      await reviews.pin('album-1', 'discogs', 'x');
      await catalogue.apply({ put: [file('one', '1.mp3')], putAlbums: [album('album-1')] });
      await jobs.add({ topic: 'scan', payload: 1 });
      await anna.state('abs').set('token', 'secret');
      assert.deepEqual(
        {
          runs: await ben.journal.runs(),
          finished: await ben.journal.isFinished('run-1', 'album-1'),
          decision: await ben.journal.decision('one'),
          plans: await ben.journal.plans({}),
          receipts: await ben.journal.receipts({}),
          reviews: await ben.reviews.count(),
          locked: await ben.reviews.locked('album-1'),
          pinned: await ben.reviews.pinned('album-1'),
          counts: await ben.catalogue.counts(),
          jobs: await ben.jobs.list(),
          token: await ben.state('abs').get('token'),
        },
        {
          runs: [],
          finished: false,
          decision: undefined,
          plans: [],
          receipts: [],
          reviews: 0,
          locked: [],
          pinned: {},
          counts: { files: 0, albums: 0, failed: 0 },
          jobs: [],
          token: undefined,
        },
      );
    },
  },
  {
    name: 'a plugin has a memory of its own in each account',
    async run({ anna }) {
      const state = anna.state('abs');
      assert.equal(await state.get('cursor'), undefined);
      await state.set('cursor', { page: 2, done: [true, null] });
      assert.deepEqual(await anna.state('abs').get('cursor'), { page: 2, done: [true, null] });
      await state.set('cursor', null);
      assert.equal(await state.get('cursor'), null);
      assert.equal(await anna.state('mam').get('cursor'), undefined);
    },
  },
  {
    name: "a plugin's entry is changed by what it is now, and removed by giving nothing",
    async run({ anna }) {
      const state = anna.state('abs');
      const append = (value: unknown) => [...(Array.isArray(value) ? value : []), 'x'];
      assert.deepEqual(await state.update('list', append), ['x']);
      await Promise.all([1, 2, 3].map(() => state.update('list', append)));
      assert.equal(((await state.get('list')) as readonly unknown[]).length, 4);
      assert.equal(await state.update('list', () => undefined), undefined);
      assert.equal(await state.get('list'), undefined);
    },
  },
  {
    name: 'a closed store refuses to be used, and may be closed again',
    async run({ store }) {
      await store.close();
      await store.close();
      await assertCode(store.account('anna'), 'config');
      await assertCode(store.shared(), 'config');
    },
  },
  {
    name: 'what was written is there after reopening',
    async run({ anna, store, reopen }) {
      await anna.journal.savePlans([planRecord('run-1', 'plan-1')]);
      await (await store.shared()).park('api.example.org', at + 5, 'told to wait');
      const again = await reopen();
      assert.deepEqual(await again.accounts(), ['anna']);
      const { journal } = await again.account('anna');
      assert.deepEqual(await journal.plans({}), [planRecord('run-1', 'plan-1')]);
      assert.ok(await (await again.shared()).parked('api.example.org', at));
    },
  },
  {
    name: 'two stores on the same state see what the other wrote',
    async run({ anna, store, open }) {
      const other = await (await open()).account('anna');
      await anna.journal.savePlans([planRecord('run-1', 'plan-1')]);
      assert.deepEqual(await other.journal.plans({}), [planRecord('run-1', 'plan-1')]);
      await other.journal.setPlanStatus('plan-1', 'abandoned');
      assert.equal((await anna.journal.plans({ status: 'abandoned' })).length, 1);
      assert.deepEqual(await store.accounts(), ['anna']);
    },
  },
  {
    name: 'two stores that write at the same time hand out no job and no request twice',
    async run({ anna, store, open }) {
      const second = await open();
      const others = await second.account('anna');
      for (let payload = 0; payload < 40; payload++)
        await anna.jobs.add({ topic: 'scan', payload });
      const claims = Array.from({ length: 40 }, (_, index) =>
        (index % 2 === 0 ? anna : others).jobs.claim({
          worker: `w${index}`,
          topics: ['scan'],
          leaseMs: 1000,
          now: at,
        }),
      );
      const ids = (await Promise.all(claims)).flatMap(({ jobs }) => jobs.map(({ id }) => id));
      assert.equal(new Set(ids).size, 40);
      const [one, two] = [await store.shared(), await second.shared()];
      const limit = { requests: 7, perMs: 1000 };
      const booked = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          (index % 2 === 0 ? one : two).book('api.example.org', limit, at),
        ),
      );
      assert.equal(booked.filter(({ waitMs }) => waitMs === 0).length, 7);
    },
  },
];
