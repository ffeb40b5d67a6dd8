import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTempFolder } from '@earmark/testkit';
import { describe, expect, test } from 'vitest';
import { defaultTemplate } from '../options.ts';
import { groupFiles } from './groups.ts';
import { layoutOf } from './layout.ts';
import { safeFile, safeName } from './names.ts';
import { placeBook, unplaceBook } from './place.ts';

describe('names', () => {
  test.each([
    ['Dune: Part One', 'Dune - Part One'],
    ['..hidden', 'hidden'],
    ['a/b\\c', 'a b c'],
    ['What?', 'What'],
    ['trailing. ', 'trailing'],
    ['CON', 'CON_'],
    ['', 'Unknown'],
    ['Cafe\u0301', 'Caf\u00e9'],
  ])('%j becomes %j', (text, name) => expect(safeName(text)).toBe(name));

  test('long ones are cut between letters, and endings stay', () => {
    expect(Buffer.byteLength(safeName('ü'.repeat(300)))).toBeLessThanOrEqual(180);
    expect(safeFile(`${'x'.repeat(300)}.m4b`)).toMatch(/^x{180}\.m4b$/);
  });
});

describe('layout', () => {
  const dune = { author: 'Frank Herbert', title: 'Dune' };
  test('what is empty leaves nothing behind', () => {
    expect(layoutOf(defaultTemplate, dune)).toBe('Frank Herbert/Dune');
    expect(
      layoutOf(defaultTemplate, {
        ...dune,
        series: 'Dune',
        part: '1',
        narrator: 'S B',
        asin: 'B1',
      }),
    ).toBe('Frank Herbert/Dune/Vol 1 - Dune {S B} [B1]');
  });
  test('values are no folders, and an unknown word is named', () => {
    expect(layoutOf('{author}/{title}', { author: '../..', title: 'a/b' })).toBe('Unknown/a b');
    expect(() => layoutOf('{writer}', dune)).toThrow('{author}');
  });
});

const file = (name: string) => ({ name, path: `/d/${name}`, sizeBytes: 1, wanted: true });
const grouped = (names: readonly string[]) => groupFiles(names.map(file), true);

describe('groups', () => {
  test('one folder is one book, with its discs and pictures', () => {
    expect(grouped(['B/CD1/1.mp3', 'B/Disc 02/1.mp3', 'B/cover.jpg', 'B/a.txt'])).toMatchObject({
      groups: [
        { name: 'B', files: [{ as: 'CD 1/1.mp3' }, { as: 'CD 2/1.mp3' }, { as: 'cover.jpg' }] },
      ],
      left: [],
    });
  });
  test('two folders are two books, and a loose file above them is left for a person', () => {
    const found = grouped(['Set/One/1.mp3', 'Set/Two/1.mp3', 'Set/intro.mp3']);
    expect(found).toMatchObject({
      groups: [{ name: 'One' }, { name: 'Two' }],
      left: ['Set/intro.mp3'],
    });
  });
  test('of several formats one is taken; archives and a folder of several books are held', () => {
    expect(grouped(['B/b.m4b', 'B/1.mp3'])).toMatchObject({
      groups: [{ files: [{ as: 'b.m4b' }] }],
    });
    expect(grouped(['B/b.rar'])).toMatchObject({ held: expect.stringContaining('archive') });
    expect(grouped(['B/Dune.m4b', 'B/Emma.m4b'])).toMatchObject({
      held: expect.stringContaining('different books'),
    });
    expect(grouped(['B/Dune 1.m4b', 'B/Dune 2.m4b'])).toMatchObject({ left: [] });
  });
});

describe('placing', () => {
  async function setup() {
    const folder = await createTempFolder();
    const from = await folder.write('downloads/b.m4b', 'sound');
    const library = join(folder.path, 'library');
    await mkdir(library);
    return { folder, from, library, files: [{ from, name: 'b.m4b', size: 5 }] };
  }

  test('a book is linked whole, a second time is nothing, and undo takes only what is ours', async () => {
    const { folder, from, library, files } = await setup();
    await using _ = folder;
    const book = await placeBook(library, 'A/B', files, 'k');
    expect((await stat(from)).nlink).toBe(2);
    expect(await placeBook(library, 'A/B', files, 'k')).toEqual(book);
    expect(await readdir(library)).toEqual(['A']);
    await writeFile(join(library, 'A/B/metadata.json'), '{}');
    expect(await unplaceBook(book)).toEqual([]);
    expect(await readdir(join(library, 'A/B'))).toEqual(['metadata.json']);
    expect(await readFile(from, 'utf8')).toBe('sound');
  });

  test('nothing is overwritten, and a file that is not as long as said is not taken', async () => {
    const { folder, library, files } = await setup();
    await using _ = folder;
    await folder.write('library/A/B/b.m4b', 'other');
    await expect(placeBook(library, 'A/B', files, 'k')).rejects.toMatchObject({ code: 'conflict' });
    expect(await readFile(join(library, 'A/B/b.m4b'), 'utf8')).toBe('other');
    const short = files.map((one) => ({ ...one, size: 9 }));
    await expect(placeBook(library, 'A/C', short, 'k')).rejects.toMatchObject({
      code: 'integrity',
    });
    await expect(placeBook(library, '../out', files, 'k')).rejects.toMatchObject({
      code: 'malformed',
    });
  });

  test('on another disk it is copied, verified and said; the source stays', async (context) => {
    const { folder, from, files } = await setup();
    await using _ = folder;
    const elsewhere = await mkdtemp('/dev/shm/earmark-').catch(() => undefined);
    if (elsewhere === undefined) return context.skip('there is no /dev/shm');
    try {
      const [here, there] = await Promise.all([stat(folder.path), stat(elsewhere)]);
      if (here.dev === there.dev) return context.skip('/dev/shm is on the same disk');
      const book = await placeBook(elsewhere, 'A/B', files, 'k');
      expect(book.copied).toBe(true);
      expect(await readFile(join(elsewhere, 'A/B/b.m4b'), 'utf8')).toBe('sound');
      expect((await stat(from)).nlink).toBe(1);
      expect(await readdir(elsewhere)).toEqual(['A']);
      expect(await unplaceBook(book)).toEqual([]);
      expect(await readdir(join(elsewhere, 'A'))).toEqual([]);
      expect(await readFile(from, 'utf8')).toBe('sound');
    } finally {
      await rm(elsewhere, { recursive: true });
    }
  });

  test('what a killed process left in the hidden folder is made anew', async () => {
    const { folder, library, files } = await setup();
    await using _ = folder;
    await folder.write('library/.earmark-in/k/half.m4b', 'x');
    await placeBook(library, 'A/B', files, 'k');
    expect(await readdir(join(library, 'A/B'))).toEqual(['b.m4b']);
    expect(await readdir(library)).toEqual(['A']);
  });
});
