import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { createEarmark } from '@earmark/core';
import { createTagSink } from '@earmark/tags';
import { createId3Format } from '@earmark/tags-id3';
import { createMp4Format } from '@earmark/tags-mp4';
import { createTempFolder } from '@earmark/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSqliteStore } from './index.ts';

/** State and music as a release left them whose accounts had schema version 4: written, one question open. */
const old = fileURLToPath(new URL('./__fixtures__/state-of-version-4', import.meta.url));
let temp: Awaited<ReturnType<typeof createTempFolder>>;

async function copyOld(): Promise<void> {
  await mkdir(join(temp.path, 'state', 'default'), { recursive: true });
  for (const file of ['default/earmark.db', 'shared.db'])
    await writeFile(
      join(temp.path, 'state', file),
      gunzipSync(await readFile(join(old, `${file}.gz`))),
    );
}
beforeEach(async () => {
  temp = await createTempFolder();
  await copyOld();
  await cp(join(old, 'music'), join(temp.path, 'music'), { recursive: true });
});
afterEach(() => temp.remove());

const openOld = () => createSqliteStore({ folder: join(temp.path, 'state') });

test('state of an older release opens with all that was in it', async () => {
  const store = openOld();
  expect(await store.accounts()).toEqual(['default']);
  const { journal, reviews, catalogue, jobs, state, browse } = await store.account('default');
  expect((await journal.runs()).map(({ pipeline }) => pipeline)).toEqual([
    'files',
    'files',
    'make the library',
  ]);
  expect(await catalogue.counts()).toEqual({ files: 10, albums: 4, failed: 0 });
  const [question] = await reviews.list({ status: 'pending' });
  expect(question).toMatchObject({ field: 'genre', after: ['Vocal Jazz', 'Jazz'] });
  expect(await reviews.locked(question?.subject ?? '')).toEqual(['title']);
  expect((await jobs.list()).map(({ status }) => status)).toEqual(['done', 'waiting']);
  expect(await state('mam').get('cookie')).toEqual({ value: 'abc' });
  const albums = (await browse.albums({ text: 'boathouse' })).items;
  expect(albums).toMatchObject([
    { title: 'Live at the Boathouse', files: 3, state: 'review', pendingReviews: 1, locked: true },
  ]);
  const written = (await browse.albums({ state: 'changed', sort: 'changed' })).items;
  expect(written.map(({ title, genres }) => [title, genres[0]])).toEqual([
    ['Leaf Litter', 'Deep House'],
    ['Harbour Lights', 'Other'],
  ]);
  expect((await browse.receipts({ subject: written[0]?.id ?? '' })).items.length).toBeGreaterThan(
    0,
  );
  await store.close();
});

test('a run of an older release can still be undone, to the last byte', async () => {
  const music = join(temp.path, 'music');
  const earmark = await createEarmark({
    store: openOld(),
    sinks: [createTagSink({ formats: [createId3Format(), createMp4Format()] })],
    roots: { music },
  });
  const { journal } = await earmark.store();
  const written = (await journal.runs()).find(
    ({ counts }) => (counts.auto ?? 0) > 0 && counts.applied,
  );
  const undone = await earmark.undo(written?.id ?? '').done;
  expect(undone).toMatchObject({ outcome: 'completed', counts: { applied: 5 } });
  const before = JSON.parse(await readFile(join(old, 'before.json'), 'utf8')) as object;
  for (const [path, digest] of Object.entries(before)) {
    const bytes = await readFile(join(music, path));
    expect(createHash('sha256').update(bytes).digest('hex'), path).toBe(digest);
  }
  await earmark.close();
});

const script = fileURLToPath(new URL('./__fixtures__/open-once.ts', import.meta.url));
/** Bringing it to this release takes some hundred calls. */
const step = process.env.EARMARK_SOAK === '1' ? 1 : 83;

test('whoever is killed while an older release is brought to this one leaves it to the next, with all that was in it', async () => {
  const folder = join(temp.path, 'state');
  let kills = 0;
  for (let call = 3; ; call += step) {
    await rm(folder, { recursive: true });
    await copyOld();
    const args = [...process.execArgv, '--conditions=@earmark/source', script, folder, 'default'];
    const child = spawnSync(process.execPath, [...args, String(call)], { encoding: 'utf8' });
    const store = openOld();
    const { journal, catalogue, browse, jobs } = await store.account('default');
    expect((await journal.runs()).length, `killed at ${call}`).toBe(3);
    expect(await catalogue.counts()).toEqual({ files: 10, albums: 4, failed: 0 });
    expect((await browse.albums({ text: 'boathouse' })).items).toHaveLength(1);
    expect(await jobs.list()).toHaveLength(2);
    await store.close();
    if (child.signal !== 'SIGKILL') {
      expect(child.status, child.stderr).toBe(0);
      break;
    }
    kills += 1;
  }
  expect(kills).toBeGreaterThan(1);
});
