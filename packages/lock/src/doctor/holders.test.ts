import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileLock, doctorHolders } from '../index.ts';
import { clockFinding } from './clocks.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'earmark-holders-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const textsOf = async () =>
  (await doctorHolders({ locks: createFileLock(), under: folder })).map(({ text }) => text);

test('another machine with our time and version is all right, and our own locks are not told of', async () => {
  expect(await textsOf()).toEqual([]);
  await using _own = await createFileLock().acquire(join(folder, 'one'), {});
  expect(await textsOf()).toEqual([]);
  await using _other = await createFileLock({ host: 'nas' }).acquire(join(folder, 'two'), {});
  expect(await textsOf()).toEqual(['nas works here too, with the same time and version']);
});

test('a clock that is wrong and another release are told, with what to do', async () => {
  const record = {
    hostname: 'attic',
    pid: 7,
    timestamp: Date.now() / 1000 - 3600,
    file: join(folder, 'song'),
    locked_at: new Date().toISOString(),
    token: 1,
    beat: 3,
    version: '0.0.0-old',
  };
  writeFileSync(join(folder, 'song.earmark.lock'), JSON.stringify(record));
  const found = await doctorHolders({ locks: createFileLock(), under: folder });
  expect(found.map(({ level }) => level)).toEqual(['warning', 'warning']);
  expect(found[0]?.text).toMatch(/the clock of attic is 3\d{3}\.\d s behind/);
  expect(found[0]?.fix).toMatch(/timedatectl.*sntp.*w32tm.*on attic/);
  expect(found[1]?.text).toMatch(/attic locks with @earmark\/lock 0\.0\.0-old/);
});

test('this clock is compared with the one that dates the files', () => {
  expect(clockFinding(12_000)).toMatchObject({
    level: 'warning',
    text: expect.stringContaining('12.0 s ahead'),
  });
  expect(clockFinding(-900)).toMatchObject({ level: 'ok' });
});
