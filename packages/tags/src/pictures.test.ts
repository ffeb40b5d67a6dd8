import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { PictureBytes, PictureChange } from '@earmark/core';
import { createTempFolder, sinkSuite, tinyPicture } from '@earmark/testkit';
import { describe, expect, test } from 'vitest';
import * as id3 from '../../tags-id3/src/__tests__/build.ts';
import { createId3Format } from '../../tags-id3/src/index.ts';
import { writeContext } from './__tests__/context.ts';
import { createTagSink, readFolderPicture } from './index.ts';

const song = id3.bytes(
  id3.tag(4, [id3.text(4, 'TIT2', 'Old'), id3.text(4, 'TCON', 'Rock')], 64),
  id3.sound(40),
);

/** An album of one song, two pictures to choose from, and a sink over it. */
async function album(name: string) {
  const folder = await createTempFolder();
  await folder.write('album/song.mp3', song);
  const put = async ({ mime, bytes }: PictureBytes, file: string): Promise<PictureChange> => {
    await folder.write(file, bytes);
    const digest = createHash('sha256').update(bytes).digest('hex');
    if (mime !== 'image/png') throw new Error('tests have PNGs');
    return { action: 'put', type: 'front', mime, digest, bytes: `music:${file}` };
  };
  const sink = createTagSink({ formats: [createId3Format()], workers: 1 });
  const path = `${folder.path}/album/${name}`;
  return {
    folder,
    path,
    sink,
    target: `music:album/${name}`,
    ctx: writeContext({ music: folder.path }),
    picture: await put(tinyPicture(300), 'new.png'),
    otherPicture: await put(tinyPicture(500), 'other.png'),
    snapshot: async () =>
      (await readFile(path).catch(() => Buffer.from('no such file'))).toString('latin1'),
    async [Symbol.asyncDispose]() {
      await sink.close?.();
      await folder.remove();
    },
  };
}

describe('in the tags of a file', () => {
  sinkSuite({ test }, async () => {
    const subject = await album('song.mp3');
    const theirs = tinyPicture(700);
    const tampered = id3.bytes(
      id3.tag(4, [
        id3.text(4, 'TIT2', 'Old'),
        id3.frame(4, 'APIC', id3.bytes([0], 'image/png', [0, 3, 0], Buffer.from(theirs.bytes))),
      ]),
      id3.sound(40),
    );
    return { ...subject, tamper: () => writeFile(subject.path, tampered) };
  });
});
describe('as a file beside the music', () => {
  sinkSuite({ test }, async () => {
    const subject = await album('cover.png');
    const tamper = () => writeFile(subject.path, tinyPicture(700).bytes);
    return { ...subject, tamper };
  });
});

test('a cover is read, replaced, removed, and comes back byte for byte', async () => {
  await using one = await album('song.mp3');
  const { sink, ctx, target, path } = one;
  expect(await sink.reader.readPicture?.(path)).toBeUndefined();
  const put = { kind: 'picture', target, picture: one.picture } as const;
  const first = await sink.apply(await sink.plan(put, ctx), ctx);
  expect(first.applied).toMatchObject([
    { field: 'picture', before: [], after: [expect.stringMatching(/^front image\/png 300x300 /)] },
  ]);
  expect(await sink.reader.readPicture?.(path)).toMatchObject({ mime: 'image/png' });
  const removal = { action: 'remove', type: 'front' } as const;
  const gone = await sink.plan({ kind: 'picture', target, picture: removal }, ctx);
  expect(gone.diff[0]?.after).toEqual([]);
  await sink.apply(gone, ctx);
  expect(await sink.reader.readPicture?.(path)).toBeUndefined();
});

test('an undo brings the old cover back though other tags changed since', async () => {
  await using one = await album('song.mp3');
  const { sink, ctx, target, path } = one;
  const put = async (picture: PictureChange) =>
    sink.apply(await sink.plan({ kind: 'picture', target, picture }, ctx), ctx);
  await put(one.picture);
  const replaced = await put(one.otherPicture);
  const title = { kind: 'fields', target, set: { title: ['New'] } } as const;
  await sink.apply(await sink.plan(title, ctx), ctx);
  await sink.revert(replaced, ctx);
  const now = await sink.reader.readPicture?.(path);
  expect(Buffer.from(now?.bytes ?? [])).toEqual(Buffer.from(tinyPicture(300).bytes));
  expect((await sink.plan(title, ctx)).diff).toEqual([]);
});

test('a picture is what its bytes say: another name or another digest is refused', async () => {
  await using one = await album('cover.jpg');
  const { sink, ctx, target } = one;
  const plan = (picture: PictureChange) => sink.plan({ kind: 'picture', target, picture }, ctx);
  await expect(plan(one.picture)).rejects.toMatchObject({ code: 'unsupported' });
  await writeFile(`${one.folder.path}/new.png`, tinyPicture(900).bytes);
  await expect(plan(one.picture)).rejects.toMatchObject({ code: 'conflict' });
  await rm(`${one.folder.path}/new.png`);
  await expect(plan(one.picture)).rejects.toMatchObject({ code: 'io' });
});

test('the cover of a folder is what players would show', async () => {
  await using one = await album('cover.png');
  const folder = `${one.folder.path}/album`;
  expect(await readFolderPicture(folder)).toBeUndefined();
  await writeFile(`${folder}/cover.jpg`, 'no picture');
  await writeFile(`${folder}/Folder.PNG`, tinyPicture(300).bytes);
  expect(await readFolderPicture(folder)).toMatchObject({ name: 'Folder.PNG', mime: 'image/png' });
  expect(await readdir(folder)).toContain('song.mp3');
});
