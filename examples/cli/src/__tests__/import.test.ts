import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHouse, type House, jsonLines } from './house.ts';

let house: House;
let library: string;
beforeAll(async () => {
  house = await createHouse(1);
  library = join(house.music, '..', 'library.db');
  const beets = new Database(library);
  beets.exec(`
    CREATE TABLE albums (id INTEGER PRIMARY KEY, album TEXT, albumartist TEXT, genre TEXT);
    CREATE TABLE items (id INTEGER PRIMARY KEY, path BLOB, album_id INTEGER);`);
  beets.prepare("INSERT INTO albums VALUES (1, 'Gone', 'Nobody', 'Jazz')").run();
  beets.prepare('INSERT INTO items VALUES (1, ?, 1)').run(Buffer.from('/gone/1.mp3'));
  beets.close();
});
afterAll(() => house[Symbol.asyncDispose]());

test('import beets counts, and names what is not in the catalogue with the way out', async () => {
  const { code, stdout } = await house.earmark(['import', 'beets', library, '--dry-run']);
  expect(code).toBe(0);
  expect(stdout).toContain('0 of 1 album in the catalogue');
  expect(stdout).toContain('not in the catalogue: /gone/1.mp3');
  expect(stdout).toContain('earmark scan <path>');
  const lines = jsonLines(await house.earmark(['import', 'beets', library, '--json']));
  expect(lines).toMatchObject([{ event: 'imported', albums: 1, found: 0, unknown: 1 }]);
});

test('what is no library is refused', async () => {
  const { code, stderr } = await house.earmark(['import', 'beets', join(house.music, 'none.db')]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('none.db cannot be opened')]);
});
