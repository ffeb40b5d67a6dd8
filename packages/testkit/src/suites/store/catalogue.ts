import assert from 'node:assert/strict';
import type { Catalogue, CatalogueFile } from '@earmark/core';
import { album, file } from './records.ts';
import { assertCode, type StoreCheck } from './subject.ts';

export const catalogueChecks: readonly StoreCheck[] = [
  {
    name: 'a file is kept with all it has, and found by id, path and inode',
    async run({ anna: { catalogue } }) {
      const whole = file('one', 'Can/Tago Mago/04.flac', {
        essence: 'e1',
        probe: { streams: [{ codec: 'flac' }] },
      });
      const { album: _, format: __, durationSeconds: ___, ...rest } = file('two', 'broken.mp3');
      const fault = { code: 'malformed', message: 'no frame' } as const;
      const bare = { ...rest, inode: '7', fields: {}, complete: false, fault };
      await catalogue.apply({ put: [whole, bare] });
      assert.deepEqual(await catalogue.file('one'), whole);
      assert.deepEqual(await catalogue.file('two'), bare);
      assert.equal(await catalogue.file('three'), undefined);
      assert.deepEqual(await catalogue.byPath('music', 'Can/Tago Mago/04.flac'), whole);
      assert.equal(await catalogue.byPath('books', 'Can/Tago Mago/04.flac'), undefined);
      assert.deepEqual(await catalogue.byInode('music', '7'), [bare]);
      assert.deepEqual(await catalogue.byInode('books', '7'), []);
    },
  },
  {
    name: 'files are listed by root, folder, album and essence, by pages',
    async run({ anna: { catalogue } }) {
      const one = file('one', 'a/1.flac', { essence: 'same' });
      const two = file('two', 'a/2.flac', { album: 'album-2' });
      const deep = file('deep', 'a/b/1.flac', { essence: 'same' });
      const book = file('book', 'a/1.flac', { root: 'books', album: 'book-1' });
      await catalogue.apply({ put: [deep, two, book, one] });
      assert.deepEqual(await catalogue.files({}), [book, one, two, deep]);
      assert.deepEqual(await catalogue.files({ root: 'music' }), [one, two, deep]);
      assert.deepEqual(await catalogue.files({ root: 'music', folder: 'a' }), [one, two]);
      assert.deepEqual(await catalogue.files({ album: 'album-2' }), [two]);
      assert.deepEqual(await catalogue.files({ essence: 'same' }), [one, deep]);
      assert.deepEqual(await catalogue.files({ root: 'music', limit: 1, offset: 1 }), [two]);
    },
  },
  {
    name: 'the folders that have files are sorted by bytes, the root itself among them',
    async run({ anna: { catalogue } }) {
      const names = ['ä', 'Z', '\u{ff21}', 'a', '\u{1f3b5}', 'a/b', 'a-'];
      const put = names.map((folder) => file(folder, `${folder}/1.mp3`));
      await catalogue.apply({ put: [...put, file('top', 'top.mp3'), file('twice', 'a/2.mp3')] });
      await catalogue.apply({ put: [file('other', 'x/1.mp3', { root: 'books' })] });
      const expected = ['', 'Z', 'a', 'a-', 'a/b', 'ä', '\u{ff21}', '\u{1f3b5}'];
      assert.deepEqual(await foldersOf(catalogue), expected);
      await catalogue.apply({ remove: ['Z'] });
      assert.deepEqual(
        await foldersOf(catalogue),
        expected.filter((name) => name !== 'Z'),
      );
    },
  },
  {
    name: 'the folders within one are itself and those below it',
    async run({ anna: { catalogue } }) {
      const names = ['a', 'a/b', 'a/b/c', 'a/b!', 'a/bc', 'a/b0', 'b', 'a/d/e'];
      await catalogue.apply({ put: names.map((folder) => file(folder, `${folder}/1.mp3`)) });
      assert.deepEqual(await foldersOf(catalogue, 'a/b'), ['a/b', 'a/b/c']);
      assert.deepEqual(await foldersOf(catalogue, 'a/d'), ['a/d/e']);
      assert.deepEqual(await foldersOf(catalogue, 'c'), []);
      assert.equal((await foldersOf(catalogue, '')).length, names.length);
    },
  },
  {
    name: 'thousands of folders come whole and in order',
    async run({ anna: { catalogue } }) {
      const folders = Array.from({ length: 2500 }, (_, index) => String(10_000 + index));
      await catalogue.apply({ put: folders.map((name) => file(name, `${name}/1.mp3`)) });
      assert.deepEqual(await foldersOf(catalogue), folders);
    },
  },
  {
    name: 'the keys of a folder are those of its own files, with their ids',
    async run({ anna: { catalogue } }) {
      const put = [file('one', 'a/1.mp3'), file('deep', 'a/b/1.mp3'), file('top', '1.mp3')];
      await catalogue.apply({ put });
      const { root, size, mtimeNs, inode } = file('', '');
      const key = { root, size, mtimeNs, inode };
      assert.deepEqual(await catalogue.keys('music', 'a'), [
        { id: 'one', path: 'a/1.mp3', ...key },
      ]);
      assert.deepEqual(await catalogue.keys('music', ''), [{ id: 'top', path: '1.mp3', ...key }]);
      assert.deepEqual(await catalogue.keys('music', 'c'), []);
    },
  },
  {
    name: 'a file that moved keeps its id and leaves its old place',
    async run({ anna: { catalogue } }) {
      await catalogue.apply({ put: [file('one', 'a/1.mp3')] });
      await catalogue.apply({ put: [file('one', 'b/1.mp3')] });
      assert.equal(await catalogue.byPath('music', 'a/1.mp3'), undefined);
      assert.deepEqual(await catalogue.files({}), [file('one', 'b/1.mp3')]);
      assert.deepEqual(await foldersOf(catalogue), ['b']);
    },
  },
  {
    name: 'a place has one file: who is put there takes it, and two may change places',
    async run({ anna: { catalogue } }) {
      await catalogue.apply({ put: [file('one', '1.mp3'), file('two', '2.mp3')] });
      await catalogue.apply({ put: [file('one', '2.mp3'), file('two', '1.mp3')] });
      assert.deepEqual(await catalogue.files({}), [file('two', '1.mp3'), file('one', '2.mp3')]);
      await catalogue.apply({ put: [file('three', '1.mp3')] });
      assert.deepEqual(await catalogue.files({}), [file('three', '1.mp3'), file('one', '2.mp3')]);
      assert.equal(await catalogue.file('two'), undefined);
    },
  },
  {
    name: 'essence and probe stay as long as the content does',
    async run({ anna: { catalogue } }) {
      const one = file('one', 'a/1.mp3');
      await catalogue.apply({ put: [one] });
      await catalogue.setEssence('one', 'e1');
      await catalogue.setProbe('one', { format: 'mp3' });
      const known = { essence: 'e1', probe: { format: 'mp3' } };
      assert.deepEqual(await catalogue.file('one'), { ...one, ...known });
      const moved = file('one', 'b/1.mp3', { album: 'album-2' });
      await catalogue.apply({ put: [moved] });
      assert.deepEqual(await catalogue.file('one'), { ...moved, ...known });
      const changed = file('one', 'b/1.mp3', { mtimeNs: '1767225600123456790' });
      await catalogue.apply({ put: [changed] });
      assert.deepEqual(await catalogue.file('one'), changed);
      await assertCode(catalogue.setEssence('none', 'e'), 'not-found');
      await assertCode(catalogue.setProbe('none', {}), 'not-found');
    },
  },
  {
    name: 'albums are found by id, folder and creator, and go when removed',
    async run({ anna: { catalogue } }) {
      const one = album('album-1', { creators: ['Can', 'Damo Suzuki'] });
      const { year: _, ...two } = album('album-2', { folder: 'Can/Ege', creators: ['Can'] });
      const book = album('book-1', { root: 'books', kind: 'book', creators: ['Le Guin'] });
      await catalogue.apply({ putAlbums: [one, two, book] });
      assert.deepEqual(await catalogue.album('album-2'), two);
      assert.equal(await catalogue.album('album-3'), undefined);
      assert.deepEqual(await catalogue.albums({ creator: 'Can' }), [two, one]);
      assert.deepEqual(await catalogue.albums({ creator: 'Damo Suzuki' }), [one]);
      assert.deepEqual(await catalogue.albums({ root: 'music', folder: 'Can/Ege' }), [two]);
      assert.deepEqual(await catalogue.albums(), [book, two, one]);
      assert.deepEqual(await catalogue.albums({ limit: 1, offset: 2 }), [one]);
      await catalogue.apply({ putAlbums: [album('album-1')], removeAlbums: ['album-2'] });
      assert.deepEqual(await catalogue.albums({ creator: 'Damo Suzuki' }), []);
      assert.deepEqual(await catalogue.albums({ creator: 'Can' }), [album('album-1')]);
    },
  },
  {
    name: 'a diff that cannot be written whole changes nothing',
    async run({ anna: { catalogue } }) {
      await catalogue.apply({ put: [file('one', '1.mp3')] });
      const unreadable: CatalogueFile = {
        ...file('three', '3.mp3'),
        get fields(): never {
          throw new Error('nobody can read this');
        },
      };
      const diff = { remove: ['one'], put: [file('two', '2.mp3'), unreadable] };
      await assert.rejects(catalogue.apply(diff));
      assert.deepEqual(await catalogue.files({}), [file('one', '1.mp3')]);
    },
  },
  {
    name: 'files, albums and unreadable files are counted, of all roots or of one',
    async run({ anna: { catalogue } }) {
      const fault = { code: 'io', message: 'no permission' } as const;
      const book = file('book', '1.m4b', { root: 'books' });
      await catalogue.apply({
        put: [file('one', '1.mp3'), file('two', '2.mp3', { fault }), book],
        putAlbums: [album('album-1')],
      });
      assert.deepEqual(await catalogue.counts(), { files: 3, albums: 1, failed: 1 });
      assert.deepEqual(await catalogue.counts('books'), { files: 1, albums: 0, failed: 0 });
    },
  },
];

async function foldersOf(catalogue: Catalogue, within?: string): Promise<readonly string[]> {
  const folders: string[] = [];
  for await (const folder of catalogue.folders('music', within)) folders.push(folder);
  return folders;
}
