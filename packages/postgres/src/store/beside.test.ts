import type { CatalogueFile, DecisionRecord, ReceiptRecord } from '@earmark/core';
import { Client } from 'pg';
import { expect } from 'vitest';
import { withServer } from '../__tests__/with-server.ts';
import { createPostgresStore } from '../index.ts';

const { server, test } = withServer();

function openStore() {
  return createPostgresStore({ url: server().url, folder: '/beside', schema: 'beside' });
}

function file(album: string, number: number): CatalogueFile {
  return {
    id: `${album}-${number}`,
    root: 'music',
    path: `${album}/${number}.flac`,
    size: 1,
    mtimeNs: '1',
    inode: `${number}`,
    album,
    format: 'flac',
    fields: { title: [`Track ${number}`], genre: ['Jazz'] },
    complete: true,
    pictures: 0,
    chapters: 0,
  };
}

function receipt(album: string, number: number): ReceiptRecord {
  const target = `music:${album}/${number}.flac`;
  return {
    id: `receipt-${album}-${number}`,
    run: 'run',
    sink: 'tags',
    decisions: [],
    receipt: { plan: `plan-${album}-${number}`, target, applied: [], fingerprint: 'f', at: number },
  };
}

test('files of one album that several processes write at once leave the album as all of them together', async () => {
  const stores = [openStore(), openStore(), openStore()];
  const accounts = await Promise.all(stores.map((store) => store.account('anna')));
  const [first] = accounts;
  const numbers = Array.from({ length: 12 }, (_, index) => index);
  const putAlbums = ['one', 'two'].map((id) => {
    return { id, root: 'music', folder: id, kind: 'album', title: id, creators: ['Ann'] } as const;
  });
  const put = numbers.map((number) => file('one', number));
  await first?.catalogue.apply({ putAlbums, put });
  await Promise.all(
    accounts.flatMap((account, at) =>
      numbers
        .filter((number) => number % accounts.length === at)
        .flatMap((number) => [
          ...putAlbums.map(({ id }) => account.catalogue.apply({ put: [file(id, number)] })),
          account.journal.saveReceipt(receipt('one', number)),
        ]),
    ),
  );
  for (const { id } of putAlbums)
    expect(await first?.browse.album(id)).toMatchObject({ files: 12, genres: ['Jazz'] });
  expect(await first?.browse.album('one')).toMatchObject({ changedAt: 11 });
  await Promise.all(stores.map((store) => store.close()));
});

test('who writes about one album does not wait for another one', async () => {
  const store = openStore();
  const { journal } = await store.account('anna');
  const schema = await schemaOf();
  const other = new Client({ connectionString: server().url });
  await other.connect();
  await other.query('begin');
  const part = `${schema}/part music:three/1.flac`;
  await other.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [part]);
  await journal.saveReceipt(receipt('four', 1));
  let saved = false;
  const waits = journal.saveReceipt(receipt('three', 1)).then(() => {
    saved = true;
  });
  await journal.saveReceipt(receipt('four', 2));
  expect(saved).toBe(false);
  await other.end();
  await waits;
  await store.close();
});

test('receipts of one album that are saved in one turn are one transaction, and one that is refused spoils no other', async () => {
  const store = openStore();
  const { journal } = await store.account('anna');
  const of = (album: string, number: number, undoes?: string): ReceiptRecord => ({
    ...receipt(album, number),
    decisions: [`decision-${album}`],
    ...(undoes !== undefined && { undoes }),
  });
  const decision = (subject: string): DecisionRecord => ({
    run: 'run',
    at: 1,
    title: subject,
    decision: { ...aDecision, id: `decision-${subject}`, subject },
  });
  await journal.saveDecisions([decision('five'), decision('six')]);
  const five = [1, 2, 3, 4, 5].map((number) => of('five', number));
  await Promise.all([...five, of('six', 1)].map(journal.saveReceipt));
  const schema = await schemaOf();
  const rows = await server().query(
    `select count(distinct xmin::text) as number from ${schema}.receipts where target like 'music:five/%' group by whole`,
  );
  expect(rows).toEqual([{ number: '1' }]);
  const two = [of('six', 2, 'receipt-six-1'), of('six', 3, 'receipt-nothing')];
  const ends = await Promise.allSettled(two.map(journal.saveReceipt));
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect(await journal.receipt('receipt-six-1')).toMatchObject({ undoneBy: 'receipt-six-2' });
  expect(await journal.receipt('receipt-six-3')).toBeUndefined();
  await store.close();
});

const aDecision: Omit<DecisionRecord['decision'], 'id' | 'subject'> = {
  field: 'genre',
  before: [],
  after: ['Jazz'],
  belief: 1,
  confidence: 1,
  band: 'auto',
  reasons: [],
  silent: [],
};

async function schemaOf(): Promise<string> {
  const [account] = await server().query("select schema from beside.accounts where name = 'anna'");
  return String(account?.schema);
}

test('events that several processes append at once have one number each, in one order', async () => {
  const stores = [openStore(), openStore(), openStore()];
  const logs = await Promise.all(stores.map(async (store) => (await store.shared()).events));
  const event = (number: number) => ({ at: 1, account: 'anna', event: 'noted', data: { number } });
  const given = await Promise.all(
    logs.flatMap((log, at) =>
      Array.from({ length: 20 }, (_, number) => log.append([event(at), event(number)])),
    ),
  );
  const numbers = given.flat().sort((one, other) => one - other);
  expect(numbers).toEqual(Array.from({ length: 120 }, (_, index) => index + 1));
  for (const [one = 0, other = 0] of given) expect(other).toBe(one + 1);
  const listed = (await logs[0]?.list({ since: 0, limit: 200 })) ?? [];
  expect(listed.map(({ seq }) => seq)).toEqual(numbers);
  await Promise.all(stores.map((store) => store.close()));
});
