import { describe, expect, it } from 'vitest';
import { fileOf, keptBy, readBytes, soundOf, written } from '../__tests__/access.ts';
import {
  commentBlock,
  comments,
  flac,
  opus,
  opusTags,
  padding,
  streamInfo,
} from '../__tests__/build.ts';
import { parseComments } from './parse.ts';

const song = (...list: string[]) => flac([streamInfo, comments(...list), padding(2000)]);
const listOf = (file: Buffer): string[] => {
  const start = 4 + 38 + 4;
  const { comments: parsed } = parseComments(fileOf(file.subarray(start)), 0);
  return parsed.map(({ offset, length }) =>
    file.subarray(start + offset, start + offset + length).toString(),
  );
};
const after = (list: string[], set: Record<string, string[]>) =>
  listOf(written(song(...list), set));

describe('gains', () => {
  const gain = { replaygain_track_gain: ['-7.30 dB'] };
  it('of Opus are R128 gains: relative to another level, in another unit', () => {
    const before = opus(opusTags('TITLE=A'));
    const file = written(before, gain);
    expect(file.includes('R128_TRACK_GAIN=-3149')).toBe(true);
    expect(readBytes(file).fields).toMatchObject(gain);
    expect(keptBy(file, before, gain)).toEqual(keptBy(before, before, gain));
  });
  it('of other files are ReplayGain, and both kinds stay in agreement where a file has both', () => {
    expect(after(['TITLE=A'], gain)).toContain('REPLAYGAIN_TRACK_GAIN=-7.30 dB');
    const both = ['R128_TRACK_GAIN=256', 'replaygain_track_gain=6.00 dB'];
    expect(after(both, gain)).toEqual(['R128_TRACK_GAIN=-3149', 'replaygain_track_gain=-7.30 dB']);
    expect(readBytes(song('R128_TRACK_GAIN=256')).fields).toEqual({
      replaygain_track_gain: ['6.00 dB'],
    });
    expect(readBytes(song('R128_TRACK_GAIN=loud')).fields).toEqual({});
  });
});

describe('reading comments', () => {
  it('gives fields, whatever the case of the names, and keeps several values', () => {
    const { fields } = readBytes(song('Title=A', 'genre=Rock', 'GENRE=Blues', 'STYLE=Blues Rock'));
    expect(fields).toEqual({ title: ['A'], genre: ['Rock', 'Blues'], style: ['Blues Rock'] });
  });

  it('splits numbers from totals and prefers the name that says it plainly', () => {
    expect(readBytes(song('TRACKNUMBER=03/12')).fields).toEqual({
      track: ['3'],
      tracktotal: ['12'],
    });
    expect(readBytes(song('TRACKNUMBER=3/12', 'TOTALTRACKS=10')).fields.tracktotal).toEqual(['10']);
  });

  it('takes the most trusted of several names and never merges them', () => {
    const { fields } = readBytes(
      song('YEAR=1970', 'ALBUM ARTIST=B', 'DATE=1971-06', 'ALBUMARTIST=A'),
    );
    expect(fields).toEqual({ date: ['1971-06'], albumartist: ['A'], year: ['1971'] });
  });

  it('counts pictures and chapters and says only that there are lyrics', () => {
    const big = `METADATA_BLOCK_PICTURE=${'A'.repeat(5000)}`;
    const tags = readBytes(
      song(big, 'COVERART=AA', 'CHAPTER001=00:00:00.000', 'CHAPTER001NAME=One', 'LYRICS=la'),
    );
    expect(tags).toMatchObject({ pictures: 2, chapters: 1, fields: { lyrics: ['yes'] } });
    expect(Object.keys(tags.fields)).toEqual(['lyrics']);
  });

  it('gives a comment without a field under its own name, hostile names too', () => {
    const { fields } = readBytes(song('ENCODED-BY=me', '__proto__=x', 'no equals sign', 'EMPTY='));
    expect(Object.entries(fields)).toEqual([
      ['encoded-by', ['me']],
      ['__proto__', ['x']],
    ]);
  });
});

describe('changing comments', () => {
  it('changes what was asked and leaves order, spelling and the rest byte for byte', () => {
    const list = ['Title=A', 'Genre=Rock', 'odd', 'X=1', 'genre=Pop', 'X=2', 'Artist=caf\u00e9'];
    expect(after(list, { genre: ['Hip Hop', 'Electronic'] })).toEqual([
      ...['Title=A', 'Genre=Hip Hop', 'Genre=Electronic', 'odd', 'X=1', 'X=2', 'Artist=caf\u00e9'],
    ]);
  });

  it('adds what is not there at the end and deletes with an empty list', () => {
    expect(after(['TITLE=A', 'GENRE=x'], { label: ['L'], genre: [] })).toEqual([
      'TITLE=A',
      'LABEL=L',
    ]);
  });

  it('keeps all names of a field that are present in agreement', () => {
    expect(
      after(['ORGANIZATION=o', 'ALBUM ARTIST=a'], { label: ['L'], albumartist: ['B'] }),
    ).toEqual(['ORGANIZATION=L', 'ALBUM ARTIST=B']);
    expect(after(['TRACKTOTAL=9', 'TOTALTRACKS=9'], { tracktotal: ['10'] })).toEqual([
      'TRACKTOTAL=10',
      'TOTALTRACKS=10',
    ]);
  });

  it.each<[Record<string, string[]>, string[]]>([
    [{ track: ['5'] }, ['TRACKNUMBER=5/3']],
    [{ tracktotal: ['9'] }, ['TRACKNUMBER=2/9']],
    [{ tracktotal: ['9'], track: ['5'] }, ['TRACKNUMBER=5/9']],
    [{ tracktotal: [] }, ['TRACKNUMBER=2']],
    [{ track: [] }, ['TRACKTOTAL=3']],
    [{ track: [], tracktotal: ['9'] }, ['TRACKTOTAL=9']],
    [{ tracktotal: [], track: [] }, []],
  ])('TRACKNUMBER=2/3 with %j becomes %j', (set, list) => {
    expect(after(['TRACKNUMBER=2/3'], set)).toEqual(list);
  });

  it.each<[string[], Record<string, string[]>, string[]]>([
    [['YEAR=1970'], { year: ['1971'] }, ['YEAR=1971']],
    [['YEAR=1970'], { date: ['1971-06-22'] }, ['YEAR=1971', 'DATE=1971-06-22']],
    [['DATE=1970-01-01', 'YEAR=1970'], { year: ['1971'] }, ['DATE=1971', 'YEAR=1971']],
    [[], { year: ['1971'] }, ['DATE=1971']],
    [['DATE=1970'], { year: [] }, []],
  ])('dates: %j with %j becomes %j', (list, set, expected) => {
    expect(after(list, set)).toEqual(expected);
  });

  it('reads back every field that it writes, in an empty file', () => {
    const set = {
      title: ['T'],
      isrc: ['A', 'B'],
      compilation: ['1'],
      date: ['1971-06'],
      bpm: ['99'],
    };
    expect(readBytes(written(song(), set)).fields).toEqual({ ...set, year: ['1971'] });
  });

  it('changes nothing where all is as asked', () => {
    const file = song('GENRE=Rock', 'TRACKNUMBER=3');
    expect(written(file, { genre: ['Rock'], label: [] })).toEqual(file);
  });

  it.each<[string, Record<string, string[]>]>([
    ['lyrics', { lyrics: ['la'] }],
    ['a number that is none', { track: ['A1'] }],
    ['a name that is an alias', { totaltracks: ['3'] }],
    ['a picture', { metadata_block_picture: ['AAAA'] }],
    ['a name with =', { 'a=b': ['1'] }],
  ])('refuses %s by name', (_what, set) => {
    expect(() => written(song(), set)).toThrow(expect.objectContaining({ code: 'unsupported' }));
  });

  it('keeps bytes behind the comments that are no padding', () => {
    const content = Buffer.concat([commentBlock(['GENRE=a']), Buffer.from('more')]);
    const file = flac([streamInfo, { type: 4, content }, padding(50)]);
    expect(written(file, { genre: ['bcd'] }).includes('GENRE=bcdmore')).toBe(true);
  });

  it('names the inventory keys that it changes, and no other differs', () => {
    const file = song('TITLE=A', 'GENRE=x', 'B=1', 'B=2');
    const set = { genre: ['y', 'z'] };
    const result = written(file, set);
    expect(keptBy(result, file, set)).toEqual(keptBy(file, file, set));
    expect(soundOf(result)).toEqual(soundOf(file));
  });
});
