/**
 * What the store costs above the bare driver: the same work through `@earmark/store` and through hand-written
 * better-sqlite3 with prepared statements, in turns, in one process.
 *
 *   node bench/store/store.ts [--rounds 3] [--files 30000]
 *
 * One JSON line for each kind of work. `ratio` is the store's time over the driver's, the median of the rounds;
 * `perSecond` is the store's.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { CatalogueFile, PlanRecord } from '@earmark/core';
import { createSqliteStore } from '@earmark/store';
import type { Database } from 'better-sqlite3';
import { openRaw } from './raw.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    files: { type: 'string', default: '30000' },
  },
});
const perFolder = 12;
const transactions = 2000;

const files = Array.from({ length: Number(values.files) }, (_, index) => fileOf(index));
const times = new Map<string, { store: number[]; raw: number[]; count: number }>();

async function runRound(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'earmark-bench-'));
  const store = createSqliteStore({ folder });
  const { catalogue, journal } = await store.account('bench');
  const shared = await store.shared();
  const raw = openRaw(join(folder, 'raw.db'));
  try {
    raw.exec(tables);
    await compare(
      'insert files',
      files.length,
      () => catalogue.apply({ put: files }),
      () => {
        insertRaw(raw);
      },
    );
    assert.equal((await catalogue.counts()).files, files.length);

    let ours = 0;
    let theirs = 0;
    await compare(
      'keys by folder',
      files.length,
      async () => {
        for await (const name of catalogue.folders('music'))
          ours += (await catalogue.keys('music', name)).length;
      },
      () => {
        theirs = keysRaw(raw);
      },
    );
    assert.deepEqual([ours, theirs], [files.length, files.length]);

    const limit = { requests: 5, perMs: 1000, perDay: 1_000_000 };
    await compare(
      'bookings',
      transactions,
      async () => {
        for (let index = 0; index < transactions; index++)
          assert.equal((await shared.book('host', limit, index * 250)).waitMs, 0);
      },
      () => bookRaw(raw),
    );
    await compare(
      'durable plans',
      transactions,
      async () => {
        for (let index = 0; index < transactions; index++) await journal.savePlans([planOf(index)]);
      },
      () => planRaw(raw),
    );
    assert.equal((await journal.plans({ status: 'planned' })).length, transactions);
  } finally {
    raw.close();
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

async function compare(
  what: string,
  count: number,
  ours: () => Promise<void>,
  theirs: () => void,
): Promise<void> {
  const known = times.get(what) ?? { store: [], raw: [], count };
  times.set(what, known);
  const start = performance.now();
  await ours();
  const middle = performance.now();
  theirs();
  known.store.push(middle - start);
  known.raw.push(performance.now() - middle);
}

const tables = `
  create table files (id text primary key, root text, folder text, name text, size integer, mtime text,
    inode text, album text, fields text, rest text);
  create unique index files_by_path on files (root, folder, name);
  create index files_by_inode on files (root, inode);
  create index files_by_album on files (album);
  create table bookings (id integer primary key, host text, at integer);
  create index bookings_by_time on bookings (host, at);
  create table budgets (host text primary key, day integer, used integer);
  create table plans (id text primary key, run text, target text, plan text);
  create index plans_by_run on plans (run);
  create index plans_by_target on plans (target);
`;

function insertRaw(raw: Database): void {
  const insert = raw.prepare('insert into files values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  raw.exec('begin immediate');
  for (const { id, root, path, size, mtimeNs, inode, album, fields, ...rest } of files) {
    const slash = path.lastIndexOf('/');
    const place = [path.slice(0, slash), path.slice(slash + 1)];
    const more = [JSON.stringify(fields), JSON.stringify(rest)];
    insert.run(id, root, ...place, size, mtimeNs, inode, album, ...more);
  }
  raw.exec('commit');
}

function keysRaw(raw: Database): number {
  const select = raw.prepare(
    'select id, folder, name, size, mtime, inode from files where root = ? and folder = ? order by name',
  );
  const folders = raw.prepare<[string], { folder: string }>(
    'select distinct folder from files where root = ?',
  );
  let found = 0;
  for (const { folder } of folders.all('music')) found += select.all('music', folder).length;
  return found;
}

function bookRaw(raw: Database): void {
  const begin = raw.prepare('begin immediate');
  const commit = raw.prepare('commit');
  const budget = raw.prepare<[string], { used: number }>(
    'select day, used from budgets where host = ?',
  );
  const forget = raw.prepare('delete from bookings where host = ? and at <= ?');
  const count = raw.prepare<[string, number], { n: number }>(
    'select count(*) as n from bookings where host = ? and at > ?',
  );
  const insert = raw.prepare('insert into bookings (host, at) values (?, ?)');
  const spend = raw.prepare('insert or replace into budgets values (?, ?, ?)');
  for (let index = 0; index < transactions; index++) {
    begin.run();
    const used = budget.get('host')?.used ?? 0;
    forget.run('host', index * 250 - 1000);
    assert.ok((count.get('host', index * 250 - 1000)?.n ?? 0) < 5);
    insert.run('host', index * 250);
    spend.run('host', 0, used + 1);
    commit.run();
  }
}

function planRaw(raw: Database): void {
  raw.pragma('synchronous = full');
  const insert = raw.prepare('insert into plans values (?, ?, ?, ?)');
  for (let index = 0; index < transactions; index++) {
    const { run, plan } = planOf(index);
    insert.run(plan.id, run, plan.change.target, JSON.stringify(plan));
  }
  raw.pragma('synchronous = normal');
}

function fileOf(index: number): CatalogueFile {
  const album = Math.floor(index / perFolder);
  return {
    id: `file-${index}-${(index * 2_654_435_761) % 4_294_967_296}`,
    root: 'music',
    path: `Artist ${album % 300}/Album ${album}/${index % perFolder} Title.flac`,
    size: 30_000_000 + index,
    mtimeNs: `17672256001234${String(index).padStart(5, '0')}`,
    inode: String(9_000_000 + index),
    album: `album-${album}`,
    format: 'flac',
    fields: { title: [`Title ${index}`], artist: [`Artist ${album % 300}`], genre: ['Rock'] },
    complete: true,
    durationSeconds: 211.4,
    pictures: 1,
    chapters: 0,
  };
}

function planOf(index: number): PlanRecord {
  const change = { kind: 'fields', target: `music:${index}`, set: { genre: ['Rock'] } } as const;
  const plan = { id: `plan-${index}`, change, diff: [], fingerprint: 'f' };
  return { run: 'run', sink: 'tags', at: 1, decisions: ['d'], plan, status: 'planned' };
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? 0;
}

function rounded(number: number): number {
  return Math.round(number * 100) / 100;
}

for (let round = 0; round < Number(values.rounds); round++) await runRound();
for (const [what, { store, raw, count }] of times) {
  const [ours, theirs] = [median(store), median(raw)];
  const line = { bench: 'store', what, count, ratio: rounded(ours / theirs) };
  console.log(JSON.stringify({ ...line, perSecond: Math.round((count / ours) * 1000) }));
}
