import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPostgresStore } from '@earmark/postgres';
import { createTestServer } from '../../packages/postgres/src/__tests__/server.ts';
import { type Shelf, statements, type Words } from './shelf.ts';

const words: Words = {
  numbers: (count, name) => `generate_series(0, ${count - 1}) as ${name}(value)`,
  hex: (value) => `to_hex(${value})`,
};
/** What the versions since then added, taken away again. */
const additions: Readonly<Record<string, string>> = {
  albums:
    'title_key creator_key genres formats files duration pictures completeness faulty added_at band confidence state health pending locked changed_at',
  decisions: 'whole field band confidence belief',
  reviews: 'whole',
  receipts: 'whole at',
  plans: 'whole',
  files: 'added_at',
  jobs: 'lane parked created_at started_at finished_at result',
  runs: 'owner job',
};
/** What the version of the lanes took away. */
const earlier = [
  'create index jobs_in_order on jobs (status)',
  'create index jobs_by_key on jobs (topic, key)',
];
const indexes = [
  'albums_by_year',
  'files_by_size',
  'files_by_duration',
  'decisions_by_time',
  'runs_by_time',
  'reviews_by_confidence',
  'reviews_by_queue',
  'reviews_by_title',
  'jobs_leased',
  'jobs_open',
  'jobs_active',
  'jobs_done',
  'jobs_failed',
  'jobs_cancelled',
];
const versionBefore = 5;

/** A schema of the version before the lists, filled, and opened by this one. */
export async function openPostgres(shelf: Shelf) {
  const server = await createTestServer();
  const folder = mkdtempSync(join(tmpdir(), 'earmark-browse-'));
  const options = { url: server.url, folder };
  const first = createPostgresStore(options);
  await first.account('bench');
  await first.close();
  const [account] = await server.query('select schema from earmark.accounts');
  const run = (statement: string) =>
    server.query(`set search_path = ${account?.schema}; ${statement}`);
  await run('drop table album_terms, browse_revision, workers');
  for (const index of indexes) await run(`drop index ${index}`);
  for (const [table, columns] of Object.entries(additions))
    for (const column of columns.split(' '))
      await run(`alter table ${table} drop column ${column} cascade`);
  for (const statement of earlier) await run(statement);
  await run(`update schema_version set version = ${versionBefore}`);
  for (const statement of statements(shelf, words)) await run(statement);
  await run('analyze');
  let steps = 0;
  const onProgress = () => {
    steps += 1;
  };
  const store = createPostgresStore({ ...options, onProgress });
  const [start, before] = [performance.now(), process.cpuUsage()];
  await store.account('bench');
  const migrationMs = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  await server.query('vacuum analyze');
  return {
    store,
    migrationMs,
    migrationCpuMs: (user + system) / 1000,
    steps,
    async close() {
      await store.close();
      await server.remove();
      rmSync(folder, { recursive: true });
    },
  };
}
