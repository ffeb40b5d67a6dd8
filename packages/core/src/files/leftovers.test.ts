import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../clock.ts';
import { leftoverPath, parseLeftover } from './leftover-names.ts';
import { leftoversIn } from './leftovers.ts';
import { lifeOfOwner, ownOwner } from './owner.ts';
import { lifeOf, ownProcess } from './process-identity.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earmark-leftovers-'));
});
afterEach(() => rm(folder, { recursive: true }));

const elsewhere = '00000000-1-1';
const make = async (owner: string, extension = ''): Promise<string> => {
  const path = leftoverPath(join(folder, 'a song.mp3'), owner, 1, 'tmp', extension);
  await writeFile(path, '');
  return path;
};
const paths = (found: readonly { readonly path: string }[]) => found.map(({ path }) => path);

test('what a living process makes is living; what a dead one left is abandoned', async () => {
  const own = await ownOwner();
  const living = await make(own, '.flac');
  const dead = await make(own.replace(/[^-]+$/, '1'));
  const found = await leftoversIn(folder, systemClock);
  expect([paths(found.living), paths(found.abandoned), found.foreign]).toEqual([
    [living],
    [dead],
    [],
  ]);
});

test('of a process of another machine or container only a day of silence tells that it is dead', async () => {
  const path = await make(elsewhere);
  expect(paths((await leftoversIn(folder, systemClock)).foreign)).toEqual([path]);
  const before = new Date(Date.now() - 25 * 3_600_000);
  await utimes(path, before, before);
  expect(paths((await leftoversIn(folder, systemClock)).abandoned)).toEqual([path]);
});

test('a name says whose it is and what it is about, with and without an extension or a number', () => {
  const about = { owner: elsewhere, kind: 'tmp', name: 'a song.mp3' };
  for (const extension of ['', '.flac']) {
    const path = leftoverPath('/music/a song.mp3', elsewhere, 7, 'tmp', extension);
    expect(parseLeftover(basename(path))).toEqual(about);
  }
  expect(parseLeftover(`.a song.mp3.${elsewhere}.earmark-tmp.flac`)).toEqual(about);
  expect(parseLeftover('.a song.mp3.earmark-tmp')).toBeUndefined();
});

test('the same host name, another process table: no proof of death', async () => {
  const own = await ownProcess();
  expect(await lifeOf(own, own)).toBe('alive');
  expect(await lifeOf({ ...own, boot: `${own.boot} of another container` }, own)).toBe('elsewhere');
  expect(await lifeOf({ ...own, start: '1' }, own)).toBe(own.start === '' ? 'unknown' : 'dead');
  expect(await lifeOfOwner(elsewhere)).toBe('elsewhere');
});
