import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { systemClock } from '@earmark/core';
import { leftoverPath, ownOwner } from '@earmark/core/files';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sweepFolder } from '../write/sweep.ts';
import { replacedAside } from './replace-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'earmark-replace-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const song = () => join(folder, 'song.mp3');
/** Of this process's number, as another one had it before. */
const dead = (await ownOwner()).replace(/[^-]+$/, '1');
const aside = () => leftoverPath(song(), dead, 1, 'old');
const sweep = async () => (await sweepFolder(folder, systemClock)).findings;
const make = (path: string, text: string) => writeFileSync(path, text);

test('the old file is moved aside, the new one gets its name, and nothing is left', () => {
  make(song(), 'old');
  make(join(folder, 'new'), 'new');
  expect(replacedAside(join(folder, 'new'), song(), aside())).toBeUndefined();
  expect(readFileSync(song(), 'utf8')).toBe('new');
  expect(readdirSync(folder)).toEqual(['song.mp3']);
});

test('where the new one cannot have the name, the old one gets it back', () => {
  make(song(), 'old');
  expect(() => replacedAside(join(folder, 'gone'), song(), aside())).toThrow('ENOENT');
  expect(readFileSync(song(), 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['song.mp3']);
});

test('killed between the two, the next sweep puts the old one back', async () => {
  make(aside(), 'old');
  const found = await sweep();
  expect(found).toMatchObject([{ level: 'ok', text: expect.stringContaining('put') }]);
  expect(readFileSync(song(), 'utf8')).toBe('old');
});

test('killed after both, the next sweep removes the old one', async () => {
  make(aside(), 'old');
  make(song(), 'new');
  await sweep();
  expect(readdirSync(folder)).toEqual(['song.mp3']);
  expect(readFileSync(song(), 'utf8')).toBe('new');
});

test('a name that holds a replacement character is put back as it was, beside one without it', async () => {
  const odd = join(folder, 'Bj\uFFFDrk.mp3');
  make(leftoverPath(odd, dead, 1, 'old'), 'the only copy');
  make(join(folder, 'Bjrk.mp3'), 'another song');
  await sweep();
  expect(readFileSync(odd, 'utf8')).toBe('the only copy');
});

test('a long name is cut between two characters, to what a file system takes', () => {
  for (const letters of ['', 'x', 'xx', 'xxx']) {
    const path = join(folder, `${letters}${'\u{1f3b5}'.repeat(63)}`);
    const name = basename(leftoverPath(path, dead, 1, 'tmp'));
    expect(name).not.toContain('\uFFFD');
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
    expect(Buffer.byteLength(name)).toBeGreaterThan(251);
  }
});

test('a name too long to be told from its leftover is left to a person', async () => {
  const long = leftoverPath(join(folder, `${'é'.repeat(120)}.mp3`), dead, 1, 'old');
  make(long, 'old');
  expect(await sweep()).toMatchObject([{ level: 'warning' }]);
  expect(readFileSync(long, 'utf8')).toBe('old');
});
