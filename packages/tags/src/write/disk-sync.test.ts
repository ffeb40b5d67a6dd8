import { mkdirSync } from 'node:fs';
import { createTempFolder } from '@earmark/testkit';
import { expect, test } from 'vitest';
import { createDiskSync } from './disk-sync.ts';

test('who asks while a folder is being synced shares the next sync, not the running one', async () => {
  const begun: (() => void)[] = [];
  const disk = createDiskSync(() => new Promise((resolve) => begun.push(resolve)));
  const all = [disk.folder('album')];
  await Promise.resolve();
  all.push(disk.folder('album'), disk.folder('album'));
  begun[0]?.();
  await all[0];
  await new Promise(setImmediate);
  begun[1]?.();
  await Promise.all(all);
  expect(begun.length).toBe(2);
  void disk.folder('album');
  await new Promise(setImmediate);
  expect(begun.length).toBe(3);
});

test('a sync that fails is told to those who shared it, and the next one is tried again', async () => {
  await using folder = await createTempFolder();
  const disk = createDiskSync();
  const gone = `${folder.path}/gone`;
  const results = await Promise.allSettled([disk.folder(gone), disk.folder(gone)]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  mkdirSync(gone);
  await disk.folder(gone);
  await expect(disk.file(`${gone}/nothing`)).rejects.toThrow(/ENOENT/);
});
