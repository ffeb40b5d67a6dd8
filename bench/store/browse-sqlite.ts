import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createSqliteStore } from '@earmark/store';
import { openRaw } from './raw.ts';
import { type Shelf, statements, type Words } from './shelf.ts';

const old = new URL(
  '../../packages/store/src/__fixtures__/state-of-version-4/default/earmark.db.gz',
  import.meta.url,
);
const words: Words = {
  numbers: (count, name) =>
    `(with recursive c(value) as (select 0 union all select value + 1 from c where value < ${count - 1}) select value from c) as ${name}`,
  hex: (value) => `printf('%x', ${value})`,
};

/** A database of an older release, filled, and opened by this one. */
export async function openSqlite(shelf: Shelf) {
  const folder = mkdtempSync(join(tmpdir(), 'earmark-browse-'));
  mkdirSync(join(folder, 'bench'));
  const file = join(folder, 'bench', 'earmark.db');
  writeFileSync(file, gunzipSync(readFileSync(old)));
  const raw = openRaw(file);
  raw.exec('begin');
  for (const table of ['albums', 'files', 'decisions', 'reviews', 'receipts', 'plans', 'runs'])
    raw.exec(`delete from ${table}`);
  for (const statement of statements(shelf, words)) raw.exec(statement);
  raw.exec('commit');
  raw.close();
  let steps = 0;
  const store = createSqliteStore({
    folder,
    onProgress: () => {
      steps += 1;
    },
  });
  const [start, before] = [performance.now(), process.cpuUsage()];
  await store.account('bench');
  const migrationMs = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  return {
    folder,
    store,
    migrationMs,
    migrationCpuMs: (user + system) / 1000,
    steps,
    async close() {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}
