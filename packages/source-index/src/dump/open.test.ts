import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTempFolder, type TempFolder } from '@earmark/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { gz, hasXz, tar, tarWithBinarySize, xz } from '../__fixtures__/archive.ts';
import { linesOf } from './lines.ts';
import { openDump } from './open.ts';

let temp: TempFolder;
beforeEach(async () => {
  temp = await createTempFolder();
});
afterEach(() => temp.remove());

const entry = 'mbdump/artist';
const text = `{"id":"1"}\n{"id":"2","name":"${'\u00f6'.repeat(70_000)}"}\n`;
const archive = tar({ TIMESTAMP: '2026', [entry]: text, 'mbdump/other': 'x' });

async function read(content: Buffer): Promise<readonly string[]> {
  const path = join(temp.path, 'artist');
  await writeFile(path, content);
  const lines: string[] = [];
  for await (const line of linesOf(openDump(path, { entry }), path)) lines.push(line);
  return lines;
}
const expected = text.trim().split('\n');

test('a list of lines is read as it lies', async () => {
  expect(await read(Buffer.from(text))).toEqual(expected);
});
test('the list is found in a tar', async () => {
  expect(await read(archive)).toEqual(expected);
});
test('the size of a large dump is binary', async () => {
  expect(await read(tarWithBinarySize(entry, text))).toEqual(expected);
});
test('a packed tar is told by its content, not its name', async () => {
  expect(await read(gz(archive))).toEqual(expected);
});
test('so is one that xz packed', async (context) => {
  if (!hasXz()) return context.skip('xz is not installed');
  expect(await read(xz(archive))).toEqual(expected);
});
test('a tar without the list says so', async () => {
  await expect(read(tar({ 'mbdump/label': '{}' }))).rejects.toMatchObject({
    code: 'malformed',
    message: expect.stringContaining('mbdump/artist'),
  });
});
test.each([
  ['tar', archive.subarray(0, 2048)],
  ['gzip', gz(archive).subarray(0, 200)],
])('a %s that was cut off is never taken for its whole', async (_what, content) => {
  await expect(read(content)).rejects.toMatchObject({ code: 'malformed' });
});
test('an xz that was cut off neither', async (context) => {
  if (!hasXz()) return context.skip('xz is not installed');
  await expect(read(xz(archive).subarray(0, 200))).rejects.toMatchObject({ code: 'malformed' });
});
test('reading stops when it is stopped', async () => {
  const path = join(temp.path, 'artist');
  await writeFile(path, gz(archive));
  const dump = openDump(path, { entry, signal: AbortSignal.abort() });
  await expect(dump[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'aborted' });
});
