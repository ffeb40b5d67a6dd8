import { deflateSync } from 'node:zlib';
import { EarmarkError } from '@earmark/core';
import { describe, expect, test } from 'vitest';
import { fieldsOf, tagsOf } from './__tests__/apply.ts';
import {
  aiff,
  ape,
  bytes,
  chunk,
  frame,
  id3v1,
  memory,
  sound,
  tag,
  text,
  wave,
} from './__tests__/build.ts';
import { id3Codec } from './codec.ts';

const v24 = (...frames: Buffer[]) => bytes(tag(4, frames), sound());
const v23 = (...frames: Buffer[]) => bytes(tag(3, frames), sound());
const genre = (value: string) => fieldsOf(v23(text(3, 'TCON', value))).genre;

describe('genres', () => {
  test('are read in every way they have been written', () => {
    expect(genre('(7)(52)')).toEqual(['Hip-Hop', 'Electronic']);
    expect(genre('17')).toEqual(['Rock']);
    expect(genre('(52)Hip Hop')).toEqual(['Electronic', 'Hip Hop']);
    expect(genre('(RX)')).toEqual(['Remix']);
    expect(genre('((odd)')).toEqual(['(odd)']);
    expect(genre('80s')).toEqual(['80s']);
    expect(genre('Hip Hop\0Electronic')).toEqual(['Hip Hop', 'Electronic']);
  });
  test('are never split at a slash or a semicolon', () => {
    expect(genre('R&B/Soul')).toEqual(['R&B/Soul']);
    expect(genre('Rock; Pop')).toEqual(['Rock; Pop']);
  });
});

describe('texts', () => {
  test('each UTF-16 string has its own byte order mark, or that of the one before', () => {
    const body = bytes(1, [0xff, 0xfe], Buffer.from('Ä\0', 'utf16le'), Buffer.from('B', 'utf16le'));
    expect(fieldsOf(v23(frame(3, 'TPE1', body))).artist).toEqual(['Ä', 'B']);
    const other = bytes(1, [0xfe, 0xff, 0x00, 0x41, 0, 0], [0xff, 0xfe, 0x42, 0x00]);
    expect(fieldsOf(v23(frame(3, 'TPE1', other))).artist).toEqual(['A', 'B']);
  });
  test('pairs, dates and flags come in the form that fields have', () => {
    const fields = fieldsOf(
      v23(
        text(3, 'TRCK', '03/12'),
        text(3, 'TPOS', '0'),
        text(3, 'TYER', '1971'),
        text(3, 'TDAT', '2206'),
        text(3, 'TCMP', '1'),
        text(3, 'TBPM', '128.00'),
      ),
    );
    expect(fields).toEqual({
      track: ['3'],
      tracktotal: ['12'],
      compilation: ['1'],
      bpm: ['128'],
      date: ['1971-06-22'],
      year: ['1971'],
    });
  });
  test('described frames are found in any case, and only comments without a description count', () => {
    const fields = fieldsOf(
      v24(
        frame(4, 'TXXX', bytes(0, 'Barcode\0', '123')),
        frame(4, 'COMM', bytes(0, 'engiTunNORM\0', '0 0')),
        frame(4, 'COMM', bytes(0, 'eng\0', 'nice')),
        frame(4, 'UFID', bytes('http://musicbrainz.org\0', 'abc')),
        frame(4, 'USLT', bytes(0, 'eng\0', 'la')),
      ),
    );
    expect(fields).toEqual({
      barcode: ['123'],
      comment: ['nice'],
      musicbrainz_recordingid: ['abc'],
      lyrics: ['yes'],
    });
  });
});

describe('stored forms', () => {
  test('unsynchronised tags of 2.3 and frames of 2.4', () => {
    const body = text(3, 'TIT2', 'ÿ\0à'.replace('\0', '')).toString('latin1').replace('ÿ', 'ÿ\0');
    expect(fieldsOf(bytes(tag(3, [bytes(body)], 0, 0x80), sound())).title).toEqual(['ÿà']);
    expect(fieldsOf(v24(frame(4, 'TIT2', bytes(0, 'ÿ\0à'), 0x02))).title).toEqual(['ÿà']);
  });
  test('compressed frames of both versions', () => {
    const packed = deflateSync(bytes(0, 'Packed'));
    expect(fieldsOf(v23(frame(3, 'TIT2', bytes([0, 0, 0, 7], packed), 0x80))).title).toEqual([
      'Packed',
    ]);
    expect(fieldsOf(v24(frame(4, 'TIT2', bytes([0, 0, 0, 7], packed), 0x09))).title).toEqual([
      'Packed',
    ]);
  });
  test('extended headers: their size excludes itself in 2.3 and includes itself in 2.4', () => {
    const old = bytes([0, 0, 0, 6, 0, 0, 0, 0, 0, 0], text(3, 'TIT2', 'A'));
    expect(fieldsOf(bytes(tag(3, [old], 0, 0x40), sound())).title).toEqual(['A']);
    const modern = bytes([0, 0, 0, 6, 1, 0], text(4, 'TIT2', 'B'));
    expect(fieldsOf(bytes(tag(4, [modern], 0, 0x40), sound())).title).toEqual(['B']);
  });
  test('plain sizes in 2.4, as iTunes wrote them', () => {
    const long = text(4, 'TALB', 'x'.repeat(300));
    long.writeUInt32BE(301, 4);
    expect(fieldsOf(v24(long, text(4, 'TIT2', 'A'))).title).toEqual(['A']);
  });
});

describe('several blocks', () => {
  const modern = tag(4, [text(4, 'TIT2', 'ID3v2')]);
  test('are never mixed: ID3v2, then APE, then ID3v1', () => {
    const v1 = id3v1({ title: 'ID3v1', genre: 17 });
    expect(fieldsOf(bytes(modern, sound(), ape({ Artist: 'APE' }), v1))).toEqual({
      title: ['ID3v2'],
    });
    expect(fieldsOf(bytes(sound(), ape({ Artist: 'A\0B' }), v1))).toEqual({ artist: ['A', 'B'] });
    expect(fieldsOf(bytes(sound(), v1))).toEqual({ title: ['ID3v1'], genre: ['Rock'] });
  });
  test('the first of two tags counts', () => {
    expect(fieldsOf(bytes(modern, tag(3, [text(3, 'TIT2', 'second')]), sound())).title).toEqual([
      'ID3v2',
    ]);
  });
  test('WAV: the ID3 chunk before INFO; AIFF: before the text chunks', () => {
    const info = chunk(
      'LIST',
      bytes('INFO', chunk('INAM', bytes('Info\0')), chunk('IGNR', bytes('Rock\0'))),
    );
    expect(fieldsOf(wave(info))).toEqual({ title: ['Info'], genre: ['Rock'] });
    expect(fieldsOf(wave(info, chunk('id3 ', modern))).title).toEqual(['ID3v2']);
    expect(fieldsOf(aiff(chunk('NAME', bytes('Name'), false))).title).toEqual(['Name']);
    expect(
      fieldsOf(aiff(chunk('NAME', bytes('Name'), false), chunk('ID3 ', modern, false))).title,
    ).toEqual(['ID3v2']);
  });
});

test('durations are exact, and pictures and chapters are counted without being read', () => {
  expect(tagsOf(wave()).durationSeconds).toBe(1);
  expect(tagsOf(aiff()).durationSeconds).toBe(1);
  const picture = frame(4, 'APIC', bytes(0, 'image/png\0', 3, 0, Buffer.alloc(300_000)));
  const file = memory(
    v24(picture, frame(4, 'CHAP', bytes('c1\0', Buffer.alloc(16))), text(4, 'TIT2', 'A')),
  );
  expect(id3Codec().read(file)).toMatchObject({
    fields: { title: ['A'] },
    pictures: 1,
    chapters: 1,
    durationSeconds: (8 * 288 * 8) / 64_000,
  });
  expect(file.read).toBeLessThan(20_000);
});

test('a broken frame is skipped, and the file is never written', () => {
  const broken = bytes(
    tag(3, [text(3, 'TIT2', 'A'), bytes('TALB', [0x7f, 0, 0, 0, 0, 0], 'x')]),
    sound(),
  );
  expect(tagsOf(broken)).toMatchObject({ fields: { title: ['A'] }, complete: false });
  expect(() => id3Codec().edits?.(memory(broken), { genre: ['Rock'] })).toThrow(
    /TALB is longer than the tag/,
  );
});

describe('recognising', () => {
  const { recognises } = id3Codec();
  test('a tag, frames in a row, WAV and AIFF', () => {
    for (const good of [
      v24(text(4, 'TIT2', 'A')),
      sound(),
      bytes(sound(2), id3v1({})),
      wave(),
      aiff(),
    ])
      expect(recognises(good)).toBe(true);
  });
  test('nothing else: also not what stands behind a leading tag', () => {
    const foreign = ['fLaC', 'OggS', '\0\0\0\x18ftypM4A ', 'MAC ', 'MPCK', 'wvpk'].map((magic) =>
      bytes(tag(3, [text(3, 'TIT2', 'A')]), magic, Buffer.alloc(64)),
    );
    for (const other of [
      ...foreign,
      Buffer.alloc(0),
      Buffer.alloc(9000, 0xff),
      bytes('garbage '.repeat(500)),
    ])
      expect(recognises(other)).toBe(false);
  });
  test('what its head could not show is refused by reading', () => {
    const large = bytes(tag(3, [text(3, 'TIT2', 'A')], 20_000), 'fLaC', Buffer.alloc(64));
    const reading = () => tagsOf(large);
    expect(reading).toThrow(/FLAC behind an ID3 tag/);
    expect(() => tagsOf(Buffer.alloc(100))).toThrow(EarmarkError);
  });
});
