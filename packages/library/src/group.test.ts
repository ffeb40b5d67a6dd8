import type { CatalogueFile } from '@earmark/core';
import { expect, test } from 'vitest';
import { groupFiles } from './group.ts';

let count = 0;
function file(path: string, fields: Record<string, string> = {}): CatalogueFile {
  const lists = Object.entries(fields).map(([name, value]) => [name, [value]]);
  return {
    id: `f${++count}`,
    root: 'music',
    path,
    size: 1,
    mtimeNs: '1',
    inode: '1',
    fields: Object.fromEntries(lists),
    complete: true,
    pictures: 0,
    chapters: 0,
  };
}
const paths = (folder: string, files: readonly CatalogueFile[]) =>
  groupFiles(folder, files).map((group) => group.map(({ path }) => path));

test('an album in one folder is one group', () => {
  const files = ['a/1.mp3', 'a/2.mp3'].map((path) => file(path, { album: 'A', artist: 'X' }));
  expect(paths('a', files)).toEqual([['a/1.mp3', 'a/2.mp3']]);
});

test('discs in folders of their own are one album, whatever each calls itself', () => {
  const files = [
    file('a/CD1/1.mp3', { album: 'Aerial (Disc 1: A Sea of Honey)', artist: 'Kate Bush' }),
    file('a/CD2/1.mp3', { album: 'Aerial [disc 2]', artist: 'Kate Bush' }),
    file('a/CD3/1.mp3', { album: 'Aerial CD 3', artist: 'Kate Bush' }),
  ];
  expect(paths('a', files)).toHaveLength(1);
});

test('a box of discs with titles of their own is as many albums, unless the release says it is one', () => {
  const disc = (n: number, more: Record<string, string> = {}) =>
    file(`box/Disc ${n}/1.mp3`, { album: `Title ${'xyz'[n]}`, artist: 'X', ...more });
  expect(paths('box', [disc(1), disc(2)])).toHaveLength(2);
  const release = { musicbrainz_albumid: 'r1' };
  expect(paths('box', [disc(1, release), disc(2, release)])).toHaveLength(1);
});

test('two albums in one folder part by their titles, two editions by their release', () => {
  const files = [
    file('a/1.mp3', { album: 'One' }),
    file('a/2.mp3', { album: 'Two' }),
    file('a/3.mp3', { album: 'one', musicbrainz_albumid: 'r1' }),
    file('a/4.mp3', { album: 'One', musicbrainz_albumid: 'r2' }),
    file('a/5.mp3', { album: 'One', musicbrainz_albumid: 'r2' }),
  ];
  expect(paths('a', files)).toEqual([['a/1.mp3', 'a/4.mp3', 'a/5.mp3'], ['a/2.mp3'], ['a/3.mp3']]);
});

test('a compilation stays together though every track has another artist', () => {
  const files = [1, 2, 3].map((track) =>
    file(`a/${track}.mp3`, { album: 'Hits', artist: `Artist ${track}`, track: String(track) }),
  );
  expect(paths('a', files)).toHaveLength(1);
});

test('two records of the same name in one folder part by artist where their numbers collide', () => {
  const files = ['Queen', 'ABBA'].flatMap((artist) =>
    ['1', '2'].map((track) =>
      file(`a/${artist} ${track}.mp3`, { album: 'Greatest Hits', artist, track }),
    ),
  );
  expect(paths('a', files).map((group) => group.length)).toEqual([2, 2]);
});

test('differing album artists part', () => {
  const files = ['Queen', 'ABBA'].map((albumartist) =>
    file(`a/${albumartist}.mp3`, { album: 'Gold', albumartist }),
  );
  expect(paths('a', files)).toHaveLength(2);
});

test('numbered files without tags are the album of their folder; others are singles', () => {
  expect(paths('a', [file('a/01 - One.mp3'), file('a/02 - Two.mp3')])).toHaveLength(1);
  expect(paths('', [file('One.mp3'), file('Two.mp3')])).toHaveLength(2);
});

test('discs without tags are one album, and those of another album in the same place another', () => {
  const files = ['CD1/01.mp3', 'CD2/01.mp3'].map((path) => file(`a/${path}`));
  expect(paths('a', files)).toHaveLength(1);
  const named = ['One CD1', 'One CD2', 'Two CD1'].map((disc) => file(`x/${disc}/01.mp3`));
  expect(paths('x', named)).toHaveLength(2);
});

test('a track without an album joins the only album of its folder', () => {
  const files = [
    file('a/1.mp3', { album: 'A' }),
    file('a/2.mp3', { album: 'A' }),
    file('a/bonus.mp3', { title: 'Bonus' }),
  ];
  expect(paths('a', files)).toHaveLength(1);
});
