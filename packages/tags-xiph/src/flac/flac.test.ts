import { describe, expect, it } from 'vitest';
import { fileOf, keptBy, readBytes, soundOf, written } from '../__tests__/access.ts';
import {
  comments,
  flac,
  frames,
  padding,
  picture,
  pictureContent,
  streamInfo,
  u32,
} from '../__tests__/build.ts';
import { xiphCodec } from '../codec.ts';

const genre = { genre: ['Hip Hop', 'Electronic'] };
const seekTable = { type: 3, content: Buffer.alloc(36, 1) };
const application = { type: 2, content: Buffer.from('testdata') };
const id3v2 = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0\x20'), Buffer.alloc(32)]);
const id3v1 = Buffer.concat([Buffer.from('TAG'), Buffer.alloc(125, 32)]);

function sound(before: Buffer, after: Buffer, set: Record<string, readonly string[]>) {
  expect(soundOf(after)).toEqual(soundOf(before));
  expect(keptBy(after, before, set)).toEqual(keptBy(before, before, set));
  expect(readBytes(after).complete).toBe(true);
}

describe('reading FLAC', () => {
  it('gives the length of the sound and counts pictures without reading them', () => {
    const large = { type: 6, content: pictureContent(3_000_000) };
    const file = fileOf(flac([streamInfo, large, comments('TITLE=A')]));
    expect(xiphCodec().read(file)).toEqual({
      container: 'flac',
      fields: { title: ['A'] },
      durationSeconds: 1,
      pictures: 1,
      chapters: 0,
      complete: true,
    });
    expect(file.seen.bytes).toBeLessThan(20_000);
  });

  it('finds the stream behind an ID3v2 tag and ends the sound before an ID3v1 tag', () => {
    const file = Buffer.concat([id3v2, flac([streamInfo, comments('TITLE=A')]), id3v1]);
    expect(readBytes(file).fields).toEqual({ title: ['A'] });
    expect(soundOf(file)).toEqual(frames);
    const result = written(file, genre);
    sound(file, result, genre);
    expect(result.subarray(0, id3v2.length)).toEqual(id3v2);
    expect(result.subarray(-128)).toEqual(id3v1);
  });

  it('is recognised behind an ID3v2 tag, also where that fills the head', () => {
    const { recognises } = xiphCodec();
    const long = Buffer.concat([Buffer.from('ID3\x04\0\0\0\x01\0\0'), Buffer.alloc(500)]);
    expect(recognises(Buffer.concat([id3v2, Buffer.from('fLaC')]))).toBe(true);
    expect(recognises(long)).toBe(true);
    expect(recognises(Buffer.concat([id3v2, Buffer.from([0xff, 0xfb, 0x90, 0])]))).toBe(false);
  });

  it('takes the first of two comment blocks and leaves the second alone', () => {
    const file = flac([streamInfo, comments('ARTIST=Foo'), comments('ARTIST=Bar'), padding(100)]);
    expect(readBytes(file).fields).toEqual({ artist: ['Foo'] });
    sound(file, written(file, genre), genre);
  });

  it.each([
    ['comment', [streamInfo, { ...comments('TITLE=A'), stated: 3 }, padding(50)]],
    ['picture', [streamInfo, { ...picture, stated: 9 }, comments('TITLE=A'), padding(50)]],
  ])('understands a %s block whose size lies', (_what, blocks) => {
    const file = flac(blocks);
    expect(readBytes(file)).toMatchObject({ complete: true, fields: { title: ['A'] } });
    sound(file, written(file, genre), genre);
  });

  it('calls a file incomplete where no frame follows the blocks', () => {
    const file = flac([streamInfo, comments('TITLE=A')], Buffer.from('what is this'));
    expect(readBytes(file)).toMatchObject({ complete: false, reason: expect.any(String) });
  });

  it.each([
    ['a count that cannot be', Buffer.concat([u32(0), u32(0xfffffff0)])],
    ['a vendor of 4 GB', Buffer.concat([u32(0xffffffff), u32(1)])],
    ['no bytes at all', Buffer.alloc(0)],
  ])('refuses comments with %s', (_what, content) => {
    const file = fileOf(flac([streamInfo, { type: 4, content }]));
    expect(() => xiphCodec().read(file)).toThrow(expect.objectContaining({ code: 'malformed' }));
    expect(file.seen.reads).toBeLessThan(10);
  });
});

describe('writing FLAC', () => {
  it('keeps the length and touches one small range where padding follows the comments', () => {
    const file = flac([streamInfo, seekTable, comments('TITLE=A'), padding(1000), picture]);
    const edits = [...(xiphCodec().edits?.(fileOf(file), genre) ?? [])];
    expect(edits).toHaveLength(1);
    expect(edits[0]?.bytes.length).toBe(edits[0]?.range.length);
    expect(edits[0]?.bytes.length).toBeLessThan(200);
    sound(file, written(file, genre), genre);
  });

  it('uses padding up to the last byte, with the last-block flag where it belongs', () => {
    const bare = flac([streamInfo, comments('TITLE=A')]);
    const grown = written(bare, genre).length - 4096 - bare.length - 4;
    for (let room = grown - 8; room < grown + 8; room++) {
      const file = flac([streamInfo, comments('TITLE=A'), padding(Math.max(0, room))]);
      const result = written(file, genre);
      sound(file, result, genre);
      expect(readBytes(result).fields).toEqual({ title: ['A'], ...genre });
      const fits = room === grown - 4 || room >= grown;
      expect(result.length === file.length).toBe(fits);
    }
  });

  it('leaves padding behind when it has to grow, so that the next change fits in', () => {
    const file = flac([streamInfo, comments('TITLE=A'), application, picture]);
    const result = written(file, genre);
    sound(file, result, genre);
    expect(result.length).toBeGreaterThan(file.length + 4096);
    expect(written(result, { genre: ['Jazz', 'Blues', 'Funk'] }).length).toBe(result.length);
    expect(written(result, { genre: [] }).length).toBe(result.length);
  });

  it('makes room for comments in a file that has none', () => {
    for (const file of [
      flac([streamInfo]),
      flac([streamInfo, application]),
      flac([streamInfo, application, padding(500)]),
    ]) {
      const result = written(file, genre);
      sound(file, result, genre);
      expect(readBytes(result).fields).toEqual(genre);
    }
  });

  it('leaves less behind when told so', () => {
    const file = flac([streamInfo, comments('TITLE=A')]);
    const [edit] = xiphCodec({ padding: 0 }).edits?.(fileOf(file), { title: ['AB'] }) ?? [];
    expect(edit?.bytes.length).toBe((edit?.range.length ?? 0) + 1 + 4);
  });

  it('refuses comments that no block can hold', () => {
    const file = flac([streamInfo, comments('TITLE=A'), padding(10)]);
    expect(() => written(file, { comment: ['x'.repeat(0x1000000)] })).toThrow(
      expect.objectContaining({ code: 'unsupported' }),
    );
  });
});
