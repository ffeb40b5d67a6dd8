import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEarmark, createMemoryStore } from '@earmark/core';
import { createTagSink } from '@earmark/tags';
import { expect, test } from 'vitest';
import { allFormats } from './compose.ts';
import { setFields } from './set-fields.ts';

const tone = fileURLToPath(
  new URL('../../../examples/cli/demo/fixtures/tone.flac', import.meta.url),
);

async function workshop() {
  const folder = await mkdtemp(join(tmpdir(), 'earmark-set-fields-'));
  const file = join(folder, 'song.flac');
  await copyFile(tone, file);
  const earmark = await createEarmark({
    store: createMemoryStore(),
    sinks: [createTagSink({ formats: await allFormats() })],
  });
  return {
    file,
    earmark,
    async [Symbol.asyncDispose]() {
      await earmark.close();
      await rm(folder, { recursive: true });
    },
  };
}

test('fields of single files are written, told, and put back byte for byte', async () => {
  await using house = await workshop();
  const { earmark, file } = house;
  const before = await readFile(file);
  const run = setFields(earmark, { files: [file], set: { genre: ['Jazz', 'Bebop'] } });
  const applied: unknown[] = [];
  run.on('change-applied', ({ receipt }) => applied.push(...receipt.applied));
  expect((await run.done).counts.applied).toBe(1);
  expect(applied).toMatchObject([{ field: 'genre', after: ['Jazz', 'Bebop'] }]);
  expect(await readFile(file)).not.toEqual(before);
  expect((await earmark.undo(run.id).done).counts.applied).toBe(1);
  expect(await readFile(file)).toEqual(before);
});

test('each file may get its own fields, and a missing one fails alone', async () => {
  await using house = await workshop();
  const { earmark, file } = house;
  const edits = [
    { file: `${file}.missing.flac`, set: { title: ['None'] } },
    { file, set: { title: ['One'] } },
  ];
  expect((await setFields(earmark, { edits }).done).counts).toMatchObject({
    applied: 1,
    failed: 1,
  });
});

test('a field that does not exist is refused before anything is written', async () => {
  await using house = await workshop();
  expect(() => setFields(house.earmark, { files: [house.file], set: { gerne: ['x'] } })).toThrow(
    'Unknown field "gerne"',
  );
});

test.each<[string, object, RegExp]>([
  [
    'values in one text',
    { files: ['/a.flac'], set: { genre: 'Jazz' } },
    /set\.genre must be a list/,
  ],
  ['no files', { set: { genre: ['Jazz'] } }, /say which files/],
  ['one file', { file: '/a.flac', set: {} }, /unknown option "file"/],
])('%s are refused by name', async (_what, request, message) => {
  await using house = await workshop();
  expect(() => setFields(house.earmark, request as never)).toThrow(message);
});
