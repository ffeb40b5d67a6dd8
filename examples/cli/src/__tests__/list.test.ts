import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHouse, type House, jsonLines } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await createHouse(4);
  expect((await house.earmark(['scan', house.music])).code).toBe(0);
});
afterAll(() => house[Symbol.asyncDispose]());

const titles = async (...args: string[]) =>
  jsonLines(await house.earmark(['list', ...args, '--json'])).map(({ title }) => title);

test('albums are found by words, creator and format, sorted and limited', async () => {
  expect(await titles()).toEqual(['Album 0', 'Album 1', 'Album 2', 'Album 3']);
  expect(await titles('album', '2')).toEqual(['Album 2']);
  expect(await titles('--creator', 'Artist 3')).toEqual(['Album 3']);
  expect(await titles('--format', 'flac', '--descending')).toEqual(['Album 3', 'Album 1']);
  expect(await titles('--standing', 'failed')).toEqual([]);
  expect(await titles('--standing', 'unknown')).toHaveLength(4);
});

test('on a screen there is a table, and what it leaves out is said', async () => {
  const { stdout, stderr } = await house.earmark(['list', '--limit', '2']);
  expect(stdout).toContain('Artist 1  Album 1');
  expect(stdout).not.toContain('Album 2');
  expect(stderr).toContain('2 of 4 albums. For all: --limit 0');
  expect((await house.earmark(['list', 'nowhere'])).stdout).toBe('No albums match.\n');
});

test('albums are counted by what they have in common', async () => {
  const counts = jsonLines(await house.earmark(['list', '--by', 'format', '--json']));
  expect(counts).toEqual([
    { event: 'count', by: 'format', value: 'flac', count: 2 },
    { event: 'count', by: 'format', value: 'mp3', count: 2 },
  ]);
});

test('albums are found by what a check of the library found in them', async () => {
  expect(await titles('--issue', 'missing-art')).toEqual([]);
  expect((await house.earmark(['quality', house.music])).code).toBe(0);
  expect(await titles('--issue', 'missing-art')).toHaveLength(4);
  expect(await titles('--issue', 'broken-file')).toEqual([]);
  const counts = jsonLines(await house.earmark(['list', '--by', 'issue', '--json']));
  expect(counts).toContainEqual({ event: 'count', by: 'issue', value: 'missing-art', count: 4 });
});

test('an export has the rows of the list, as CSV on standard output or as JSON in a file', async () => {
  const csv = await house.earmark(['export', 'albums', '--format', 'mp3']);
  const [head, ...rows] = csv.stdout.trim().split('\n');
  expect(head).toMatch(/^id,kind,title,creators,/);
  expect(rows.map((row) => row.split(',')[2])).toEqual(['Album 0', 'Album 2']);
  const file = join(house.folder, 'albums.json');
  const told = await house.earmark(['export', 'albums', '--as', 'json', '--output', file]);
  expect([told.code, told.stdout]).toEqual([0, `Exported to ${file}\n`]);
  expect(JSON.parse(await readFile(file, 'utf8'))).toHaveLength(4);
});

test.each([
  [['list', '--sort', 'colour'], /Allowed choices are title/],
  [['list', '--years', 'soon'], /--years is a year or a span/],
  [['export', 'films'], /Allowed choices are albums/],
  [['export', 'albums', '--output', '/nowhere/at/all.csv'], /\/nowhere\/at\/all\.csv/],
])('earmark %j is refused with a reason', async (args, reason) => {
  const { code, stderr } = await house.earmark(args);
  expect(stderr).toMatch(reason);
  expect(code).not.toBe(0);
});
