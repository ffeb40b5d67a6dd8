import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createNoteFormat, createTempFolder, noteFile } from '@earmark/testkit';
import { expect, test } from 'vitest';
import { writeContext } from './__tests__/context.ts';
import { songWithSink } from './__tests__/song.ts';
import { createTagSink } from './index.ts';

test('a file that only its name tells of is written like any other', async () => {
  const module = new URL('./__tests__/shy-codec.ts', import.meta.url).href;
  const shy = { ...createNoteFormat(), codec: { module, name: 'shyCodec' } };
  await using song = await songWithSink({ formats: [shy] });
  await song.sink.apply(await song.sink.plan(song.change('New'), song.ctx), song.ctx);
  expect((await song.bytes()).includes('title=New\n')).toBe(true);
});

test('a full disk is an io error that names the file, and the file is as it was', async (ctx) => {
  const folder = await createTempFolder();
  const disk = `${folder.path}/disk`;
  await mkdir(disk);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', disk]).status === 0;
  try {
    if (!mounted) return ctx.skip('no permission to mount a small disk');
    const bytes = noteFile({ title: ['Old'] }, Buffer.alloc(40_000, 'sound'));
    await writeFile(`${disk}/song.note`, bytes);
    const sink = createTagSink({ formats: [createNoteFormat()], workers: 1, inPlace: false });
    const writing = writeContext({ music: disk });
    const change = { kind: 'fields', target: 'music:song.note', set: { title: ['New'] } } as const;
    const plan = await sink.plan(change, writing);
    await expect(sink.apply(plan, writing)).rejects.toMatchObject({
      code: 'io',
      message: expect.stringContaining('song.note'),
    });
    expect(await readFile(`${disk}/song.note`)).toEqual(Buffer.from(bytes));
    expect(await readdir(disk)).toEqual(['song.note']);
    await sink.close?.();
  } finally {
    if (mounted) spawnSync('umount', [disk]);
    await folder.remove();
  }
});
