import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { createTempFolder } from '@earmark/testkit';
import { expect, test, vi } from 'vitest';
import { createDiskSync } from './disk-sync.ts';

test('who asks while a folder is being synced shares the next sync, not the running one', async () => {
  await using folder = await createTempFolder();
  const sync = vi.spyOn(fs, 'fsync');
  syncBuiltinESMExports();
  try {
    const disk = createDiskSync();
    const first = disk.folder(folder.path);
    await vi.waitUntil(() => sync.mock.calls.length === 1, { interval: 0 });
    await Promise.all([first, disk.folder(folder.path), disk.folder(folder.path)]);
    expect(sync).toHaveBeenCalledTimes(2);
    await disk.folder(folder.path);
    expect(sync).toHaveBeenCalledTimes(3);
  } finally {
    sync.mockRestore();
    syncBuiltinESMExports();
  }
});

test('a sync that fails is told to those who shared it, and the next one is tried again', async () => {
  await using folder = await createTempFolder();
  const disk = createDiskSync();
  const gone = `${folder.path}/gone`;
  const results = await Promise.allSettled([disk.folder(gone), disk.folder(gone)]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  fs.mkdirSync(gone);
  await disk.folder(gone);
  await expect(disk.file(`${gone}/nothing`)).rejects.toThrow(/ENOENT/);
});
