import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { storeSuite } from '@earmark/testkit';
import { expect } from 'vitest';
import { withServer } from '../__tests__/with-server.ts';
import { createPostgresStore } from '../index.ts';

const { server, test } = withServer();

const schemaFor = (folder: string) =>
  `t${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`;

/** Each folder has state of its own in the one database. */
function storeFor(folder: string) {
  return createPostgresStore({
    url: server().url,
    folder,
    schema: schemaFor(folder),
    connections: 3,
  });
}

storeSuite({ test }, storeFor);

test('a schema of a newer release is refused, and stays as it is', async () => {
  const store = storeFor('/newer');
  await store.shared();
  await store.close();
  const version = `${schemaFor('/newer')}_shared.schema_version`;
  await server().query(`update ${version} set version = 99`);
  const again = storeFor('/newer');
  await expect(again.shared()).rejects.toMatchObject({ code: 'unsupported' });
  await again.close();
  expect(await server().query(`select version from ${version}`)).toEqual([{ version: 99 }]);
});

test('names that PostgreSQL would take for one have a schema each', async () => {
  const store = storeFor('/alike');
  const names = [`${'a'.repeat(62)}b`, `${'a'.repeat(62)}c`, 'a.b', 'a-b'];
  for (const [index, name] of names.entries())
    await (await store.account(name)).reviews.pin('album', 'discogs', String(index));
  for (const [index, name] of names.entries())
    expect(await (await store.account(name)).reviews.pinned('album')).toEqual({
      discogs: String(index),
    });
  await store.close();
});

test('an entry of the audit log can be neither changed nor removed', async () => {
  const store = storeFor('/audit');
  const { audit } = await store.shared();
  await audit.append({ at: 1, what: 'key-made' });
  const table = `${schemaFor('/audit')}_shared.audit`;
  for (const statement of [
    `update ${table} set at = 2`,
    `delete from ${table}`,
    `truncate ${table}`,
  ])
    await expect(server().query(statement)).rejects.toThrow('stay as they are');
  expect(await audit.list()).toEqual([{ at: 1, what: 'key-made', seq: 1 }]);
  await store.close();
});

test('a database that is missing is a mistake in the configuration', async () => {
  const url = server().url.replace(/postgres$/, 'nowhere');
  const store = createPostgresStore({ url, folder: '/tmp' });
  await expect(store.shared()).rejects.toMatchObject({
    code: 'config',
    message: expect.stringContaining('createdb'),
  });
  await store.close();
});

test('a claim goes to its own jobs by the index, although the server knows nothing yet of those that wait', async () => {
  const store = createPostgresStore({ url: server().url, folder: tmpdir(), schema: 'claims' });
  const { jobs } = await store.account('anna');
  const [{ schema } = {}] = await server().query('select schema from claims.accounts');
  const add = (count: number, topic: string) =>
    jobs.addMany(Array.from({ length: count }, (_, payload) => ({ topic, payload })));
  const claim = { worker: 'w', topics: ['ours'], leaseMs: 60_000, now: Date.now(), limit: 500 };
  await add(8000, 'ours');
  for (;;) {
    const { jobs: taken } = await jobs.claim(claim);
    if (taken.length === 0) break;
    const done = taken.map(({ id }) => ({ id, status: 'done' as const }));
    await jobs.settle('w', done);
  }
  await server().query(`analyze ${schema}.jobs`);
  await add(10_000, 'others');
  const [plan] = await server().query(
    `explain (format json) with recursive lanes(lane) as (
      select (select lane from ${schema}.jobs where status = 'waiting' order by lane limit 1)
      union all
      select (select lane from ${schema}.jobs where status = 'waiting' and jobs.lane > lanes.lane order by lane limit 1)
      from lanes where lane is not null
    ) select lane from lanes`,
  );
  expect(JSON.stringify(plan)).toContain('jobs_in_lanes');
  expect(JSON.stringify(plan)).not.toContain('"Sort"');
  await store.close();
});
