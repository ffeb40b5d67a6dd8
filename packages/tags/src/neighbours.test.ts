import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { leftoverPath } from '@earmark/core/files';
import { createTempFolder, noteFile } from '@earmark/testkit';
import { expect, test } from 'vitest';
import { songWithSink } from './__tests__/song.ts';

const run = promisify(execFile);
const script = fileURLToPath(new URL('./__tests__/write-many.ts', import.meta.url));

test('four processes side by side, in one folder and one state, spoil nothing of each other', async () => {
  await using folder = await createTempFolder();
  await using state = await createTempFolder();
  const workers = ['a', 'b', 'c', 'd'];
  const files = 25;
  const song = noteFile({ title: ['Old'] }, Buffer.alloc(200_000, 'sound'));
  for (const worker of workers)
    for (let file = 0; file < files; file++) await folder.write(`${worker}-${file}.note`, song);
  const stateFile = await state.write('state.json', '{}');
  await Promise.all(
    workers.map((worker) =>
      run(process.execPath, [
        '--conditions=@earmark/source',
        script,
        folder.path,
        stateFile,
        worker,
        String(files),
      ]),
    ),
  );
  const names = await readdir(folder.path);
  expect(names.filter((name) => !name.endsWith('.note'))).toEqual([]);
  for (const name of names)
    expect((await readFile(`${folder.path}/${name}`)).includes('title=New\n')).toBe(true);
});

test('what a killed container left goes when its file is written again, and of other files it stays', async () => {
  await using song = await songWithSink({ inPlace: false });
  const theirs = leftoverPath(song.path, '00000000-1-1', 1, 'tmp');
  const other = leftoverPath(`${song.folder.path}/album/other.note`, '00000000-1-1', 1, 'tmp');
  await writeFile(theirs, '');
  await writeFile(other, '');
  await song.sink.recover?.(song.ctx);
  await song.sink.apply(await song.sink.plan(song.change('New'), song.ctx), song.ctx);
  const names = await readdir(`${song.folder.path}/album`);
  expect(names.map((name) => `${song.folder.path}/album/${name}`).sort()).toEqual(
    [other, song.path].sort(),
  );
});
