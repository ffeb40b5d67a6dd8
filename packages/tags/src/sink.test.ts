import {
  chmod,
  link,
  lstat,
  readdir,
  readFile,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { createNoteFormat, noteFile, sinkSuite } from '@earmark/testkit';
import { describe, expect, test } from 'vitest';
import { songBytes, songWithSink, sound } from './__tests__/song.ts';
import { createTagSink } from './index.ts';

const changes = {
  set: { title: ['New'], genre: ['Hip Hop', 'Electronic'] },
  otherSet: { title: ['Other'], genre: ['Jazz'] },
};
const longTitle = 'long '.repeat(60).trim();
const grown = {
  set: { title: [longTitle], genre: ['Jazz'] },
  otherSet: { title: [`${longTitle}.`], genre: ['Bebop'] },
};

describe('in place', () => {
  const soundBytes = 1_100_000;
  sinkSuite({ test }, async () => ({ ...(await songWithSink({ soundBytes })), ...changes }));
});
describe('by a copy of the same size', () => {
  sinkSuite({ test }, async () => ({ ...(await songWithSink({ inPlace: false })), ...changes }));
});
describe('by a copy in which the sound moves', () => {
  sinkSuite({ test }, async () => ({ ...(await songWithSink()), ...grown }));
});

test.each([
  ['touchSound', { touchSound: true }, 'internal'],
  ['dropComment', { dropComment: true }, 'integrity'],
  ['wrongValue', { wrongValue: true }, 'integrity'],
] as const)('a format with the fault %s never reaches the file', async (_, faults, code) => {
  await using song = await songWithSink({ faults });
  await expect(song.sink.plan(song.change('New'), song.ctx)).rejects.toMatchObject({ code });
  expect(await song.bytes()).toEqual(songBytes);
});

test('a file that is not fully understood is not written, and the reason is said', async () => {
  await using song = await songWithSink();
  await song.folder.write('album/song.note', noteFile({ broken: ['yes'] }, sound));
  await expect(song.sink.plan(song.change('New'), song.ctx)).rejects.toMatchObject({
    code: 'unsupported',
    message: expect.stringContaining('song.note'),
  });
});

test('a second reader that reads something else stops the write, and nothing is left', async () => {
  const second = { ...createNoteFormat({ misreads: true }), name: 'second' };
  const formats = [createNoteFormat(), second];
  await using song = await songWithSink({
    formats,
    inPlace: false,
    verify: { secondReader: second },
  });
  const plan = await song.sink.plan(song.change('New'), song.ctx);
  await expect(song.sink.apply(plan, song.ctx)).rejects.toMatchObject({
    code: 'integrity',
    message: expect.stringContaining('second reads title'),
  });
  expect(await song.bytes()).toEqual(songBytes);
  expect(await readdir(`${song.folder.path}/album`)).toEqual(['song.note']);
});

test('a file with two names is refused, or gets a copy of its own', async () => {
  await using song = await songWithSink();
  await link(song.path, `${song.folder.path}/other-name.note`);
  await expect(song.sink.plan(song.change('New'), song.ctx)).rejects.toMatchObject({
    code: 'unsupported',
  });
  await using separate = await songWithSink({ hardLinks: 'separate' });
  await link(separate.path, `${separate.folder.path}/other-name.note`);
  const plan = await separate.sink.plan(separate.change('New'), separate.ctx);
  await separate.sink.apply(plan, separate.ctx);
  expect(await readFile(`${separate.folder.path}/other-name.note`)).toEqual(songBytes);
  expect((await separate.bytes()).includes('title=New\n')).toBe(true);
});

test('a link is followed: the file behind it changes, and the link stays', async () => {
  await using song = await songWithSink({ inPlace: false });
  await symlink(song.path, `${song.folder.path}/link.note`);
  const change = { ...song.change('New'), target: 'music:link.note' };
  await song.sink.apply(await song.sink.plan(change, song.ctx), song.ctx);
  expect((await lstat(`${song.folder.path}/link.note`)).isSymbolicLink()).toBe(true);
  expect((await song.bytes()).includes('title=New\n')).toBe(true);
});

test('mode and, if asked, time are kept; a protected file is left alone', async () => {
  await using song = await songWithSink({ keepMtime: true });
  await chmod(song.path, 0o640);
  const time = new Date('2001-02-03T04:05:06.789Z');
  await utimes(song.path, time, time);
  await song.sink.apply(await song.sink.plan(song.change('New'), song.ctx), song.ctx);
  const now = await stat(song.path);
  expect([now.mode & 0o777, now.mtime]).toEqual([0o640, time]);
  await chmod(song.path, 0o440);
  await expect(song.sink.plan(song.change('More'), song.ctx)).rejects.toMatchObject({ code: 'io' });
});

test('names and targets that lead out of a root, or to no root, are refused', async () => {
  await using song = await songWithSink();
  for (const target of [
    'music:../song.note',
    'music:/etc/passwd',
    'other:song.note',
    'music:',
    'song.note',
  ])
    await expect(song.sink.plan({ ...song.change('New'), target }, song.ctx)).rejects.toMatchObject(
      { code: 'config' },
    );
  await expect(
    song.sink.plan({ ...song.change('New'), target: 'music:none' }, song.ctx),
  ).rejects.toMatchObject({ code: 'io' });
});

test('a file that vanishes between plan and apply is an io error that names it', async () => {
  await using song = await songWithSink();
  const plan = await song.sink.plan(song.change('New'), song.ctx);
  await song.folder.remove();
  await expect(song.sink.apply(plan, song.ctx)).rejects.toMatchObject({
    code: 'io',
    message: expect.stringContaining(song.path),
  });
});

test('a change while the lock is confirmed is noticed, and no copy is left', async () => {
  await using song = await songWithSink({ inPlace: false });
  const plan = await song.sink.plan(song.change('New'), song.ctx);
  const theirs = noteFile({ title: ['Theirs'] }, sound);
  const lease = { ...song.ctx.lease, confirm: () => writeFile(song.path, theirs) };
  await expect(song.sink.apply(plan, { ...song.ctx, lease })).rejects.toMatchObject({
    code: 'conflict',
  });
  expect(await song.bytes()).toEqual(Buffer.from(theirs));
  expect(await readdir(`${song.folder.path}/album`)).toEqual(['song.note']);
});

test('undo goes field by field where someone else changed other fields', async () => {
  await using song = await songWithSink();
  const receipt = await song.sink.apply(
    await song.sink.plan(song.change('New'), song.ctx),
    song.ctx,
  );
  await song.folder.write(
    'album/song.note',
    noteFile({ title: ['New'], genre: ['Theirs'] }, sound),
  );
  const undone = await song.sink.revert(receipt, song.ctx);
  expect(undone.applied).toEqual([{ field: 'title', before: ['New'], after: ['Old'] }]);
  const text = await song.snapshot();
  expect([text.includes('genre=Theirs\n'), text.includes('title=Old\n')]).toEqual([true, true]);
});

test('unknown options and formats without a URL are refused at construction', () => {
  const formats = [createNoteFormat()];
  expect(() => createTagSink({ formats: [] })).toThrow('at least one format');
  expect(() => createTagSink({ formats, workers: 0 })).toThrow('workers');
  expect(() => createTagSink(Object.assign({ formats }, { inplace: true }))).toThrow('inplace');
  const bare = { ...createNoteFormat(), codec: { module: '@somebody/codec', name: 'x' } };
  expect(() => createTagSink({ formats: [bare] })).toThrow('URL');
});
