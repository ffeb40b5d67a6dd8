import { createHash } from 'node:crypto';
import { storeSuite } from '@earmark/testkit';
import { expect } from 'vitest';
import { withServer } from '../__tests__/with-server.ts';
import { createPostgresStore } from '../index.ts';

const { server, test } = withServer();

/** Each folder has state of its own in the one database. */
function storeFor(folder: string) {
  const schema = `t${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`;
  return createPostgresStore({ url: server().url, folder, schema, connections: 3 });
}

storeSuite({ test }, storeFor);

test('a schema of a newer release is refused, and stays as it is', async () => {
  const store = storeFor('/newer');
  await store.shared();
  await store.close();
  const [{ schema } = {}] = await server().query(
    `select table_schema as schema from information_schema.tables where table_name = 'budgets' order by table_schema like $1 desc limit 1`,
    [`${schemaPrefix('/newer')}%`],
  );
  await server().query(`update ${schema}.schema_version set version = 99`);
  const again = storeFor('/newer');
  await expect(again.shared()).rejects.toMatchObject({ code: 'unsupported' });
  await again.close();
});

const schemaPrefix = (folder: string) =>
  `t${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`;
