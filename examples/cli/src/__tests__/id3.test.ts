import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHouse, type House } from './house.ts';

let house: House;
let song: string;
beforeAll(async () => {
  house = await createHouse(1);
  song = join(house.music, 'Artist 0', 'Album 0', '01.mp3');
});
afterAll(() => house[Symbol.asyncDispose]());

const major = async (file: string) => (await readFile(file))[3];
/** A file without a tag: its first one is of the version that was asked for. */
async function bare(name: string): Promise<string> {
  const bytes = await readFile(song);
  const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + (bytes[at] ?? 0), 0);
  const file = join(house.folder, name);
  await writeFile(file, bytes.subarray(10 + size));
  return file;
}
const set = (file: string, flags: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  house.earmark(['tags', 'set', file, '--genre', 'Rock', '--genre', 'Dub', ...flags], { env });

test('the version of ID3v2 is chosen by a flag, or by the environment for every command', async () => {
  const [one, two, three] = await Promise.all(['1.mp3', '2.mp3', '3.mp3'].map(bare));
  await set(one ?? '', []);
  await set(two ?? '', ['--id3', '2.3']);
  await set(three ?? '', [], { EARMARK_ID3: '2.3' });
  expect(await Promise.all([one, two, three].map((file) => major(file ?? '')))).toEqual([4, 3, 3]);
});

test('a tag that stays 2.3 by request is not upgraded; else the plan says that it is', async () => {
  const file = await bare('old.mp3');
  await house.earmark(['tags', 'set', file, '--title', 'Song', '--id3', '2.3']);
  await set(file, ['--id3', 'keep']);
  expect(await major(file)).toBe(3);
  await house.earmark(['undo', 'last']);
  const written = await set(file, []);
  expect(await major(file)).toBe(4);
  expect(written.stdout).toContain('the tag becomes ID3v2.4');
});

test.each([
  [['--id3', '2.2'], {}, /Allowed choices are 2\.3, 2\.4, keep/],
  [[], { EARMARK_ID3: 'two' }, /EARMARK_ID3 is 2\.3, 2\.4 or keep, not "two"/],
])('%j with %j is refused', async (flags, env, message) => {
  const { code, stderr } = await set(song, flags, env);
  expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
});
