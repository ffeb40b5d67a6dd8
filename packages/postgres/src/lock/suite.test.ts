import { randomBytes } from 'node:crypto';
import { EarmarkError } from '@earmark/core';
import { lockSuite } from '@earmark/testkit';
import { withServer } from '../__tests__/with-server.ts';
import { createPostgresLock } from '../index.ts';

const { server, test } = withServer();

const holder = `
  import { createPostgresLock } from '${new URL('../index.ts', import.meta.url).href}';
  const [url, schema, key] = process.argv.slice(1);
  await createPostgresLock({ url, schema }).acquire(key, {});
  console.log('held');
  setInterval(() => {}, 1000);
`;

lockSuite({ test }, async () => {
  const { url, query } = server();
  const schema = `t${randomBytes(6).toString('hex')}`;
  const create = (host: string) => createPostgresLock({ url, schema, host, connections: 2 });
  const strategies = [create('one'), create('two'), create('three')] as const;
  const [first, second, third] = strategies;
  return {
    first,
    second,
    key: (name) => `music:${name}.flac`,
    under: 'music:',
    async takeOver(key) {
      for (;;) {
        await query(
          `select pg_terminate_backend(held.pid) from pg_locks held, ${schema}.locks
           where held.locktype = 'advisory' and (held.classid::bigint << 32) | held.objid::bigint = session and key = $1`,
          [key],
        );
        try {
          await (await third.acquire(key, {})).release();
          return;
        } catch (error) {
          if (!EarmarkError.is(error, 'locked')) throw error;
        }
      }
    },
    holder: [
      process.execPath,
      '--conditions=@earmark/source',
      '--input-type=module',
      '-e',
      holder,
      url,
      schema,
    ],
    async close() {
      for (const locks of strategies) await locks.close?.();
    },
  };
});
