import { discFolder, newId } from '@earmark/core';
import { expect, test } from 'vitest';
import { withoutDisc } from './disc-folder.ts';
import { albumFromName, trackFromName } from './folder-names.ts';
import { globToRegExp } from './glob.ts';

test.each([
  ['CD1', 1, ''],
  ['Disc 2', 2, ''],
  ['disk_03', 3, ''],
  ['Disk 01 - The Title', 1, ''],
  ['Aerial (Disc 2)', 2, 'Aerial'],
  ['Aerial - CD 2', 2, 'Aerial'],
  ['Part 4', 4, ''],
])('%s is a disc', (name, disc, album) => {
  expect(discFolder(name)).toEqual({ disc, album });
});

test.each(['Greatest Hits Vol. 2', 'AC-DC', 'Discovery', 'CD', '1999', 'ABCD 1', 'Best of CD 90s'])(
  '%s is no disc',
  (name) => {
    expect(discFolder(name)).toBeUndefined();
  },
);

test.each([
  ['Aerial (Disc 1)', 'Aerial'],
  ['Aerial [CD 2: A Sky of Honey]', 'Aerial'],
  ['Aerial, Disc 2', 'Aerial'],
  ['Disc 1', 'Disc 1'],
  ['Vision Thing', 'Vision Thing'],
])('%s without its disc is %s', (title, bare) => {
  expect(withoutDisc(title)).toBe(bare);
});

test.each([
  ['Artist - 2001 - Album', { artist: 'Artist', year: 2001, title: 'Album' }],
  ['2001 - Album', { year: 2001, title: 'Album' }],
  ['[2001] Album', { year: 2001, title: 'Album' }],
  ['Artist - Album (2001)', { artist: 'Artist', year: 2001, title: 'Album' }],
  ['Artist - Album (2001) [FLAC]', { artist: 'Artist', year: 2001, title: 'Album' }],
  ['1999', { title: '1999' }],
  ['Album', { title: 'Album' }],
])('the folder %s says %j', (name, said) => {
  expect(albumFromName(name)).toEqual(said);
});

test.each([
  ['01 - Title', { position: 1, title: 'Title' }],
  ['1-02 Title', { disc: 1, position: 2, title: 'Title' }],
  ['03. Artist - Title', { position: 3, artist: 'Artist', title: 'Title' }],
  ['04', { position: 4, title: '04' }],
  ['Title', { title: 'Title' }],
])('the file %s says %j', (name, said) => {
  expect(trackFromName(name)).toEqual(said);
});

test.each([
  ['*.mp3', 'a.mp3', true],
  ['*.mp3', 'a/b.mp3', false],
  ['**/b.mp3', 'b.mp3', true],
  ['a/**', 'a/b/c', true],
  ['a?', 'ab', true],
  ['{a,b c}/x', 'b c/x', true],
  ['a[1]', 'a[1]', true],
  ['a[1]', 'a1', false],
  ['a{b', 'a{b', true],
  ['\\*', 'a', false],
])('the glob %s on %s: %s', (glob, path, matches) => {
  expect(globToRegExp(glob).test(path)).toBe(matches);
});

test('ids sort by time and do not repeat', () => {
  const [one, two, later] = [newId(1000), newId(1000), newId(2000)];
  expect(one).toMatch(/^[0-9a-z]{26}$/);
  expect(one).not.toBe(two);
  expect(one < later && two < later).toBe(true);
});
