import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeFolder } from './make-folder.ts';

async function tempFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'earmark-folder-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test('a folder is made with all above it, for this user alone if so asked; one that is there is left alone', async () => {
  const folder = await tempFolder();
  await makeFolder(join(folder, 'a', 'b', 'c'), 0o700);
  expect((await stat(join(folder, 'a'))).mode & 0o777).toBe(0o700);
  await makeFolder(join(folder, 'a', 'b', 'c'));
  await Promise.all([1, 2, 3].map(() => makeFolder(join(folder, 'x', 'y'))));
  expect((await stat(join(folder, 'x', 'y'))).isDirectory()).toBe(true);
});

test.each([['file'], ['file/below']])(
  'a file where a folder should be is said: %s',
  async (path) => {
    const folder = await tempFolder();
    await writeFile(join(folder, 'file'), '');
    await expect(makeFolder(join(folder, path))).rejects.toMatchObject({
      code: 'io',
      message: expect.stringContaining(join(folder, path)),
    });
  },
);

test('a file system that takes no folders is an error at once', async (context) => {
  if (process.platform !== 'linux') context.skip('only Linux has such a /proc');
  for (const path of ['/proc/earmark', '/proc/earmark/below'])
    await expect(makeFolder(path)).rejects.toMatchObject({
      code: 'io',
      message: expect.stringContaining('/proc/earmark'),
    });
});
