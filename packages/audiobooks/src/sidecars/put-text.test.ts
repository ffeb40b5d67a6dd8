import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTempFolder, type TempFolder } from '@earmark/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { putText } from './put-text.ts';

let temp: TempFolder;
let path: string;
beforeEach(async () => {
  temp = await createTempFolder();
  path = join(temp.path, 'metadata.json');
  await writeFile(path, 'old');
});
afterEach(() => temp.remove());

test('the new text takes the place of the old one only after the lease was confirmed', async () => {
  await putText(path, 'new', async () => {
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(temp.path)).toHaveLength(2);
  });
  expect(await readFile(path, 'utf8')).toBe('new');
  expect(await readdir(temp.path)).toEqual(['metadata.json']);
});

test.each(['new', null])(
  'a lease that is lost at the last moment changes nothing: %s',
  async (text) => {
    const lost = putText(path, text, async () => {
      throw new Error('lost');
    });
    await expect(lost).rejects.toThrow('lost');
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(temp.path)).toEqual(['metadata.json']);
  },
);

test('no text is no file, also where there was none', async () => {
  await putText(path, null, async () => {});
  await putText(path, null, async () => {});
  expect(await readdir(temp.path)).toEqual([]);
});
