import { createEarmark } from '@earmark/core';
import { Client } from 'pg';
import { expect } from 'vitest';
import { withServer } from '../__tests__/with-server.ts';
import { createPostgresLock } from '../index.ts';
import { version } from '../version.ts';
import { clockFinding } from './check.ts';

const { server, test } = withServer();

const findingsOf = async (url: string) => {
  const earmark = await createEarmark({ locks: createPostgresLock({ url, patienceMs: 100 }) });
  const checked = await earmark.check();
  await earmark.close();
  return checked.find(({ name }) => name === 'postgres')?.findings;
};

test('the server, its time, and machines with another release are told', async () => {
  const { url } = server();
  const machine = (application_name: string) =>
    new Client({ connectionString: url, application_name });
  const [same, old] = [machine(`earmark ${version} attic`), machine('earmark 0.0.0-old cellar')];
  await Promise.all([same.connect(), old.connect()]);
  const found = await findingsOf(url);
  await Promise.all([same.end(), old.end()]);
  expect(found).toMatchObject([
    { level: 'ok', text: expect.stringMatching(/^PostgreSQL \d+.* at 127\.0\.0\.1/) },
    { level: 'ok', text: expect.stringMatching(/the same time/) },
    { level: 'ok', text: expect.stringMatching(/attic is connected/) },
    { level: 'warning', text: expect.stringMatching(/cellar has @earmark\/postgres 0\.0\.0-old/) },
  ]);
});

test('a server that is not there is a failure that says what to do', async () => {
  const found = await findingsOf('postgres://postgres@127.0.0.1:1/none');
  expect(found).toMatchObject([
    {
      level: 'failure',
      text: expect.stringContaining('127.0.0.1:1'),
      fix: expect.stringContaining('EARMARK_DATABASE_URL'),
    },
  ]);
});

test('a clock that is wrong is told, with what to do on each system', async () => {
  expect(clockFinding(-61_000)).toMatchObject({
    level: 'warning',
    text: expect.stringContaining('61.0 s behind'),
    fix: expect.stringMatching(/timedatectl.*sntp.*w32tm/),
  });
});
