import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { createTempFolder } from '@earmark/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSqliteStore } from '../sqlite/store.ts';
import { createBackups, restoreStaged } from './backups.ts';
import { writeTar } from './tar.ts';

let temp: Awaited<ReturnType<typeof createTempFolder>>;
let folder: string;
beforeEach(async () => {
  temp = await createTempFolder();
  folder = join(temp.path, 'state');
});
afterEach(() => temp.remove());

async function withCursor<T>(
  use: (state: { get(): Promise<unknown>; set(value: number): Promise<void> }) => Promise<T>,
) {
  const store = createSqliteStore({ folder });
  try {
    await store.shared();
    const state = (await store.account('anna')).state('abs');
    return await use({
      get: () => state.get('cursor'),
      set: (value) => state.set('cursor', value),
    });
  } finally {
    await store.close();
  }
}
const cursor = () => withCursor((state) => state.get());
const setCursor = (value: number) => withCursor((state) => state.set(value));
const bytesOf = async (content: ReadableStream<Uint8Array>) =>
  Buffer.from(await new Response(content as never).arrayBuffer());

test('a backup that was taken away and brought back is the state again after the next start', async () => {
  await setCursor(1);
  const backups = createBackups({ folder });
  const made = await backups.make();
  expect(await backups.list()).toEqual([made]);
  const { content } = await backups.read(made.id);
  const bytes = await bytesOf(content);
  expect(bytes.length).toBe(made.bytes);
  await backups.remove(made.id);
  await setCursor(2);
  const brought = await backups.add(Readable.from([bytes]));
  await backups.stage(brought.id);
  expect(await cursor()).toBe(2);
  expect((await restoreStaged(folder))?.accounts).toEqual(['anna']);
  expect(await cursor()).toBe(1);
  expect(await restoreStaged(folder)).toBeUndefined();
});

test('a staged backup can be taken back', async () => {
  await setCursor(1);
  const backups = createBackups({ folder });
  await backups.stage((await backups.make()).id);
  expect(await backups.isStaged()).toBe(true);
  await backups.unstage();
  expect(await backups.isStaged()).toBe(false);
  expect(await restoreStaged(folder)).toBeUndefined();
});

test('an id that is none of ours leads to no file', async () => {
  await setCursor(1);
  const backups = createBackups({ folder });
  for (const id of [
    '../shared',
    '..',
    '',
    'staged',
    '20261201T000000Z-00000000',
    '20261201T000000Z-00000000/../../x',
  ])
    for (const use of [backups.read, backups.remove, backups.stage])
      await expect(use(id), id).rejects.toMatchObject({ code: 'not-found' });
});

const file = (path: string, text = 'SQLite format 3\0 and no more') => {
  const content = Buffer.from(text);
  return { path, bytes: content.length, content: Readable.from([content]) };
};
const archived = async (...files: readonly ReturnType<typeof file>[]) => {
  const parts: Uint8Array[] = [];
  for await (const part of writeTar(files)) parts.push(part);
  return Buffer.concat(parts);
};
/** As another tar would write it: the type of the first entry is this. */
function typed(archive: Buffer, type: string): Buffer {
  archive.write(type, 156, 'latin1');
  let sum = 0;
  for (let at = 0; at < 512; at += 1) sum += at >= 148 && at < 156 ? 0x20 : (archive[at] ?? 0);
  archive.write(`${sum.toString(8).padStart(6, '0')}\0`, 148, 'latin1');
  return archive;
}

test('what is no backup leaves nothing behind, however it is made', async () => {
  await setCursor(1);
  const backups = createBackups({ folder });
  const hostile: Readonly<Record<string, Buffer>> = {
    'a way up': gzipSync(await archived(file('../../x'))),
    'a way up in an account': gzipSync(await archived(file('../earmark.db'))),
    'an absolute path': gzipSync(await archived(file('/etc/earmark.db'))),
    'another name': gzipSync(await archived(file('anna/notes.txt'))),
    'a device': gzipSync(await archived(file('con/earmark.db'))),
    'a link': gzipSync(typed(await archived(file('anna', '')), '2')),
    'a file through a link': gzipSync(
      Buffer.concat([
        typed(await archived(file('anna', '')), '2').subarray(0, 512),
        await archived(file('anna/earmark.db')),
      ]),
    ),
    'one name twice': gzipSync(await archived(file('shared.db'), file('shared.db'))),
    'one name twice, as some disks see it': gzipSync(
      await archived(file('anna/earmark.db'), file('Anna/earmark.db')),
    ),
    'a bomb': gzipSync(
      await archived(file('shared.db', `SQLite format 3\0${'\0'.repeat(40_000_000)}`)),
    ),
    'no database': gzipSync(await archived(file('shared.db', 'hello'))),
    'a damaged database': gzipSync(await archived(file('shared.db'))),
    'half of one': gzipSync((await archived(file('shared.db'))).subarray(0, 520)),
    nothing: gzipSync(await archived()),
    'no archive': gzipSync(Buffer.from('hello'.repeat(1000))),
    'nothing packed': Buffer.from('hello'),
    'no bytes': Buffer.alloc(0),
  };
  for (const [what, bytes] of Object.entries(hostile))
    await expect(backups.add(Readable.from([bytes])), what).rejects.toMatchObject({
      code: 'malformed',
    });
  expect(await readdir(join(folder, 'backups'))).toEqual([]);
  expect((await readdir(temp.path)).sort()).toEqual(['state']);
  expect(await cursor()).toBe(1);
});

test('an archive is one that every tar reads', async () => {
  await setCursor(1);
  const backups = createBackups({ folder });
  const { id } = await backups.make();
  const packed = await readFile(join(folder, 'backups', `${id}.tar.gz`));
  const { execFileSync } = await import('node:child_process');
  const names = execFileSync('tar', ['-tzf', '-'], { input: packed, encoding: 'utf8' });
  expect(names.trim().split('\n')).toEqual(['anna/earmark.db', 'shared.db']);
});
