import { readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crashAtEverySyscall, createTempFolder, type FileCall, noteFile } from '@earmark/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const noteOf = (title: string, sound: Buffer) => Buffer.from(noteFile({ title: [title] }, sound));
const small = Buffer.alloc(20_000, 'sound');
/** Big enough to be changed in place. */
const big = Buffer.alloc(1_100_000, 'sound');
const longTitle = 'New '.repeat(50).trim();

let folder: Awaited<ReturnType<typeof createTempFolder>>;
let state: Awaited<ReturnType<typeof createTempFolder>>;
beforeAll(async () => {
  folder = await createTempFolder();
  state = await createTempFolder();
});
afterAll(async () => {
  await folder.remove();
  await state.remove();
});

/** Kills the script at every call; gives the calls of the undisturbed run by what they are and the kind of file. */
async function walk(
  sound: Buffer,
  title: string,
  mode: string,
  isNew: (bytes: Buffer) => boolean = (bytes) => bytes.equals(noteOf(title, sound)),
) {
  const oldBytes = noteOf('Old', sound);
  const song = () => readFile(`${folder.path}/song.note`);
  const calls = await crashAtEverySyscall({
    script: fileURLToPath(new URL('./__tests__/write-once.ts', import.meta.url)),
    args: [folder.path, `${state.path}/state.json`, title, mode],
    execArgv: ['--conditions=@earmark/source'],
    under: folder.path,
    async prepare() {
      await folder.write('song.note', oldBytes);
    },
    async afterKill() {
      const bytes = await song();
      expect(bytes.equals(oldBytes) || isNew(bytes)).toBe(true);
    },
    async afterNextRun() {
      expect(isNew(await song())).toBe(true);
      expect(await readdir(folder.path)).toEqual(['song.note']);
    },
  });
  return calls.map(({ call, file }) => `${call} ${kindOf(file)}`);
}
function kindOf(file: FileCall['file']): string {
  if (file === folder.path) return 'folder';
  return /\.earmark-(\w+)$/.exec(file)?.[1] ?? basename(file);
}

describe('killed at any call, the file is the old one or the new one, and the next run leaves nothing behind', () => {
  test('copied: the copy is synced, renamed, and then the folder is synced', async () => {
    const calls = await walk(small, 'New', 'copy');
    expect(calls).toEqual([
      'create tmp',
      'write tmp',
      'fsync tmp',
      'rename song.note',
      'fsync folder',
    ]);
  }, 120_000);

  test('a big file copied: the file system copies it, the rest is the same', async () => {
    expect(await walk(big, 'New', 'copy')).toEqual([
      'copyFile tmp',
      'write tmp',
      'fsync tmp',
      'rename song.note',
      'fsync folder',
    ]);
  }, 120_000);

  test('in place: the old bytes are synced before the new ones are written', async () => {
    const calls = await walk(big, 'New', 'in-place');
    expect(calls).toEqual([
      'create patch',
      'write patch',
      'fsync patch',
      'fsync folder',
      'write song.note',
      'fsync song.note',
      'unlink patch',
    ]);
  }, 120_000);

  test('grown: what does not fit moves the sound, in a copy', async () => {
    const grown = (bytes: Buffer) =>
      bytes.includes(`title=${longTitle}\n`) && bytes.subarray(-big.length).equals(big);
    const calls = await walk(big, longTitle, 'in-place', grown);
    expect(calls.slice(-3)).toEqual(['fsync tmp', 'rename song.note', 'fsync folder']);
  }, 120_000);
});
