import assert from 'node:assert/strict';
import { type NewAuditEntry, type StoredRecord, updateRecord } from '@earmark/core';
import { assertCode, at, type StoreCheck } from './subject.ts';

const keysOf = (records: readonly StoredRecord[]) => records.map(({ key }) => key);
const entry = (what: string, change: Partial<NewAuditEntry> = {}): NewAuditEntry => ({
  at,
  what,
  person: 'anna',
  account: 'home',
  ...change,
});
const far = Date.UTC(2999, 0, 1);

/** Records, the audit log, and the rows of secrets. */
export const documentChecks: readonly StoreCheck[] = [
  {
    name: 'a record is kept as it was put, and its revision grows with each commit',
    async run({ store }) {
      const { records } = await store.shared();
      const value = { name: 'Anna', roles: ['owner'], nested: { ü: [null, 1.5] } };
      const [first = 0] = await records.commit([{ collection: 'people', key: '1', value }]);
      const found = await records.get('people', '1');
      assert.deepEqual(found?.value, value);
      assert.deepEqual([found?.key, found?.revision], ['1', first]);
      assert.ok(first > 0 && Number.isFinite(found?.at));
      const [second = 0] = await records.commit([{ collection: 'people', key: '1', value: null }]);
      assert.ok(second > first);
      assert.equal((await records.get('people', '1'))?.value, null);
      assert.equal(await records.get('logins', '1'), undefined);
    },
  },
  {
    name: 'a commit whose expectation fails is a conflict, and changes nothing at all',
    async run({ store }) {
      const { records } = await store.shared();
      const [revision = 0] = await records.commit([
        { collection: 'people', key: '1', value: 'one', expect: 0 },
      ]);
      const login = { collection: 'logins', key: 'anna', value: '1' };
      for (const expect of [0, revision + 1]) {
        const person = { collection: 'people', key: '1', value: 'two', expect };
        await assertCode(records.commit([login, person]), 'conflict');
        await assertCode(records.commit([person, login]), 'conflict');
      }
      await assertCode(
        records.commit([login, { collection: 'people', key: 'gone', expect: revision }]),
        'conflict',
      );
      assert.equal(await records.get('logins', 'anna'), undefined);
      assert.equal((await records.get('people', '1'))?.value, 'one');
      await records.commit([login, { collection: 'people', key: '1', expect: revision }]);
      assert.equal(await records.get('people', '1'), undefined);
      assert.equal((await records.get('logins', 'anna'))?.value, '1');
    },
  },
  {
    name: 'a record that was removed and put again does not get an old revision',
    async run({ store }) {
      const { records } = await store.shared();
      const put = { collection: 'slots', key: 'x', value: 1 };
      const [first = 0] = await records.commit([put]);
      await records.commit([{ collection: 'slots', key: 'x' }]);
      const [second = 0] = await records.commit([put]);
      assert.notEqual(second, first);
      await assertCode(records.commit([{ ...put, expect: first }]), 'conflict');
    },
  },
  {
    name: 'records are listed by prefix, sorted by bytes, page by page',
    async run({ store }) {
      const { records } = await store.shared();
      const keys = ['a/ü', 'a/Z', 'b/1', 'a/𝄞', 'a/z', 'a', 'a/%', 'A/1', 'a/_'];
      await records.commit(keys.map((key) => ({ collection: 'index', key, value: key })));
      await records.commit([{ collection: 'other', key: 'a/other', value: 1 }]);
      const sorted = ['a/%', 'a/Z', 'a/_', 'a/z', 'a/ü', 'a/𝄞'];
      assert.deepEqual(keysOf(await records.list('index', { prefix: 'a/' })), sorted);
      const next = await records.list('index', { prefix: 'a/', after: 'a/_', limit: 2 });
      assert.deepEqual(keysOf(next), ['a/z', 'a/ü']);
      assert.equal((await records.list('index')).length, keys.length);
      assert.deepEqual(await records.list('index', { prefix: 'a/%/' }), []);
    },
  },
  {
    name: 'an expired record is not there, and its place is free',
    async run({ store }) {
      const { records } = await store.shared();
      const session = { collection: 'sessions', key: 's', value: 'anna' };
      await records.commit([
        { ...session, expiresAt: 1 },
        { ...session, key: 't', expiresAt: far },
      ]);
      assert.equal(await records.get('sessions', 's'), undefined);
      assert.equal((await records.get('sessions', 't'))?.expiresAt, far);
      assert.deepEqual(keysOf(await records.list('sessions')), ['t']);
      await records.commit([{ ...session, expect: 0 }]);
      assert.deepEqual(keysOf(await records.list('sessions')), ['s', 't']);
    },
  },
  {
    name: 'updates of one record at the same moment lose none of them',
    async run({ store, open }) {
      const [one, two] = [await store.shared(), await (await open()).shared()];
      const change = (value: unknown) => (typeof value === 'number' ? value : 0) + 1;
      await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          updateRecord(index % 2 === 0 ? one.records : two.records, 'counts', 'x', change),
        ),
      );
      for (const { records } of [one, two])
        assert.equal((await records.get('counts', 'x'))?.value, 12);
      await updateRecord(one.records, 'counts', 'x', () => undefined);
      assert.equal(await one.records.get('counts', 'x'), undefined);
    },
  },
  {
    name: 'audit entries come newest first, filtered, page by page',
    async run({ store }) {
      const { audit } = await store.shared();
      const whole = entry('key-made', {
        key: 'k1',
        target: 'key/2',
        before: 'aa',
        after: 'bb',
        address: '192.0.2.7',
        requestId: 'r-1',
      });
      const first = await audit.append(whole);
      const second = await audit.append(entry('member-removed', { person: 'ben' }));
      const third = await audit.append({ at, what: 'key-made', account: 'other' });
      assert.ok(first < second && second < third);
      assert.deepEqual(await audit.list(), [
        { at, what: 'key-made', account: 'other', seq: third },
        { ...entry('member-removed', { person: 'ben' }), seq: second },
        { ...whole, seq: first },
      ]);
      const seqs = async (filter: Parameters<typeof audit.list>[0]) =>
        (await audit.list(filter)).map(({ seq }) => seq);
      assert.deepEqual(await seqs({ what: 'key-made' }), [third, first]);
      assert.deepEqual(await seqs({ account: 'home', person: 'anna' }), [first]);
      assert.deepEqual(await seqs({ before: third, limit: 1 }), [second]);
    },
  },
  {
    name: 'sealed secrets are kept by account and name, and only names are listed',
    async run({ store }) {
      const { secrets } = await store.shared();
      await secrets.put('anna', 'spotify.clientSecret', 'sealed-1');
      await secrets.put('anna', 'discogs.token', 'sealed-2');
      await secrets.put('ben', 'discogs.token', 'sealed-3');
      await secrets.put('anna', 'discogs.token', 'sealed-4');
      assert.equal(await secrets.get('anna', 'discogs.token'), 'sealed-4');
      assert.deepEqual(await secrets.names('anna'), ['discogs.token', 'spotify.clientSecret']);
      assert.equal(await secrets.remove('anna', 'discogs.token'), true);
      assert.equal(await secrets.remove('anna', 'discogs.token'), false);
      assert.equal(await secrets.get('anna', 'discogs.token'), undefined);
      assert.equal(await secrets.get('ben', 'discogs.token'), 'sealed-3');
    },
  },
];
