import { createEarmark, createMemoryStore } from '@earmark/core';
import { expect, test } from 'vitest';
import { releaseRoot, renameRoot } from './roots.ts';

const file = (id: string, root: string, album: string) => ({
  ...{ id, root, path: 'A/1.mp3', size: 1, mtimeNs: '1', inode: '1', album, fields: {} },
  ...{ complete: true, pictures: 0, chapters: 0 },
});
const album = (id: string, root: string) => ({
  ...{ id, root, folder: 'A', kind: 'album' as const, title: 'A', creators: [] },
});

async function house() {
  const earmark = await createEarmark({ store: createMemoryStore() });
  const store = await earmark.store();
  const shared = await earmark.shared();
  const account = earmark.account;
  await shared.claimRoot({ account, host: 'nas', id: 'old', path: '/music', readOnly: false });
  await store.catalogue.apply({
    putAlbums: [album('a1', 'old')],
    put: [file('f1', 'old', 'a1')],
  });
  return { earmark, ...store, shared, [Symbol.asyncDispose]: () => earmark.close() };
}

test('albums keep their ids, also where the folder was scanned by the new name already', async () => {
  await using at = await house();
  await at.catalogue.apply({ putAlbums: [album('a2', 'new')], put: [file('f2', 'new', 'a2')] });
  await renameRoot(at.earmark, 'old', 'new');
  expect((await at.catalogue.albums()).map(({ id, root }) => [id, root])).toEqual([['a1', 'new']]);
  expect((await at.catalogue.files({})).map(({ id, root }) => [id, root])).toEqual([['f1', 'new']]);
});

test('failed jobs are added again under the new name, with what they need', async () => {
  await using at = await house();
  const needs = ['root:old', 'opus'];
  await at.jobs.add({ topic: 'tag', key: 'old:A', payload: { root: 'old', path: 'A' }, needs });
  const { jobs } = await at.jobs.claim({
    ...{ worker: 'w', topics: ['tag'], can: needs, leaseMs: 1000, now: Date.now() },
  });
  await expect(renameRoot(at.earmark, 'old', 'new')).rejects.toThrowError(/of old are under way/);
  const fault = { code: 'io', message: 'no such root' } as const;
  await at.jobs.settle('w', [{ id: jobs[0]?.id ?? '', status: 'failed', fault }]);
  await renameRoot(at.earmark, 'old', 'new');
  expect(await at.jobs.list({ status: 'waiting' })).toEqual([
    expect.objectContaining({
      ...{ key: 'new:A', payload: { root: 'new', path: 'A' }, needs: ['root:new', 'opus'] },
    }),
  ]);
  expect(await at.jobs.list({ status: 'failed' })).toEqual([]);
});

test('a released root is free, and only its own albums and jobs are gone', async () => {
  await using at = await house();
  await at.catalogue.apply({ putAlbums: [album('a2', 'other')], put: [file('f2', 'other', 'a2')] });
  await at.jobs.add({ topic: 'tag', payload: { root: 'old', path: 'A' } });
  await at.jobs.add({ topic: 'tag', payload: { root: 'other', path: 'A' } });
  expect(await releaseRoot(at.earmark, 'old')).toEqual({ files: 1, albums: 1, jobs: 1 });
  expect(await at.shared.roots()).toEqual([]);
  expect((await at.catalogue.albums()).map(({ id }) => id)).toEqual(['a2']);
  expect(await at.jobs.list({ status: 'waiting' })).toHaveLength(1);
});
