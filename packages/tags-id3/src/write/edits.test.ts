import { describe, expect, test } from 'vitest';
import { edited, essenceOf, fieldsOf, tagsOf, untouched } from '../__tests__/apply.ts';
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
} from '../__tests__/build.ts';
import { id3Codec } from '../codec.ts';

const two = { genre: ['Hip Hop', 'Electronic'] };

function check(file: Buffer, set = two): Buffer {
  const after = edited(file, set);
  expect(fieldsOf(after)).toEqual({ ...fieldsOf(file), ...set });
  expect(untouched(after, set, file)).toBe(untouched(file, set));
  expect(essenceOf(after)).toBe(essenceOf(file));
  expect(edited(after, set)).toEqual(after);
  return after;
}

describe('ID3v2', () => {
  test('what fits into the padding keeps the length, the order and every other byte', () => {
    const before = text(4, 'TIT2', 'Title');
    const after = frame(4, 'PRIV', bytes('owner\0', [1, 2, 3]));
    const file = bytes(tag(4, [before, text(4, 'TCON', 'Rock'), after], 100), sound());
    const written = check(file);
    expect(written.length).toBe(file.length);
    const genre = frame(4, 'TCON', bytes(3, 'Hip Hop\0Electronic'));
    expect(written.subarray(10, 10 + before.length + genre.length + after.length)).toEqual(
      bytes(before, genre, after),
    );
  });
  test('what has outgrown its tag gets new padding', () => {
    const file = bytes(tag(4, [text(4, 'TIT2', 'Title')]), sound());
    const written = check(file);
    expect(written.length - file.length).toBe(10 + 1 + 18 + 4096);
  });
  test('a frame with much behind it goes next to the padding', () => {
    const picture = frame(4, 'APIC', bytes(0, 'image/png\0', 3, 0, Buffer.alloc(5000, 1)));
    const written = check(bytes(tag(4, [text(4, 'TCON', 'Rock'), picture], 500), sound()));
    expect(written.indexOf('APIC')).toBeLessThan(written.indexOf('TCON'));
  });
  test('a change goes in front of an empty frame, where some readers stop', () => {
    const picture = frame(3, 'APIC', bytes(0, 'image/png\0', 3, 0, Buffer.alloc(5000, 1)));
    const frames = [text(3, 'TIT2', 'Title'), frame(3, 'MCDI', bytes()), text(3, 'TCON', 'Rock')];
    const written = check(bytes(tag(3, [...frames, picture]), sound()));
    expect(written.indexOf('TCON')).toBeLessThan(written.indexOf('MCDI'));
    expect(written.indexOf('TIT2')).toBeLessThan(written.indexOf('TCON'));
  });
  test('names of 2.2 in a tag of 2.3 are read, and become those of 2.4', () => {
    const file = bytes(tag(3, [text(3, 'TP1\0', 'Artist'), text(3, 'TCO ', 'Rock')]), sound());
    expect(fieldsOf(file)).toMatchObject({ artist: ['Artist'], genre: ['Rock'] });
    const written = check(file);
    expect(written.indexOf('TPE1')).toBeGreaterThan(0);
    expect(written.indexOf('TP1')).toBe(-1);
  });
  test('a new tag is 2.4 and holds what the file was read from before', () => {
    const written = check(bytes(sound(), id3v1({ title: 'Old', genre: 17 })));
    expect(written[3]).toBe(4);
    expect(fieldsOf(written).title).toEqual(['Old']);
    check(bytes(sound(), ape({ Title: 'Old', Genre: 'Rock', Extra: 'kept' })));
  });
  test('a tag at the end is copied to the front and kept in agreement', () => {
    const end = tag(4, [text(4, 'TIT2', 'End'), text(4, 'TCON', 'Rock')], 0, 0x10);
    const footer = bytes('3DI', end.subarray(3, 10));
    const written = check(bytes(sound(), end, footer));
    expect(written.lastIndexOf('Electronic')).toBeGreaterThan(written.length - 60);
  });
  test('places that say the same are changed together, and an empty list deletes all of them', () => {
    const both = bytes(
      tag(4, [text(4, 'TPUB', 'A'), frame(4, 'TXXX', bytes(0, 'Label\0', 'A'))]),
      sound(),
    );
    const written = edited(both, { label: ['B'] });
    expect(written.toString('latin1').match(/B(?=TXXX|\0)/g)).toHaveLength(2);
    expect(fieldsOf(edited(both, { label: [] }))).toEqual({});
  });
  test('one side of a pair is changed, the other stays', () => {
    const file = bytes(tag(4, [text(4, 'TRCK', '03/12')]), sound());
    expect(fieldsOf(edited(file, { track: ['4'] }))).toEqual({ track: ['4'], tracktotal: ['12'] });
    expect(fieldsOf(edited(file, { tracktotal: [] }))).toEqual({ track: ['3'] });
    expect(fieldsOf(edited(file, { track: [] }))).toEqual({ tracktotal: ['12'] });
  });
  test('every field but lyrics can be written and is read again', () => {
    const set = {
      title: ['T'],
      artist: ['A'],
      artists: ['A', 'B'],
      albumartist: ['AA'],
      album: ['Al'],
      track: ['2'],
      tracktotal: ['9'],
      disc: ['1'],
      disctotal: ['2'],
      date: ['1971-06'],
      year: ['1971'],
      originaldate: ['1970'],
      genre: ['Rock'],
      style: ['Blues Rock'],
      label: ['L'],
      barcode: ['1'],
      catalognumber: ['C-1'],
      isrc: ['X'],
      musicbrainz_recordingid: ['r'],
      musicbrainz_albumid: ['a'],
      compilation: ['1'],
      comment: ['c'],
      composer: ['k'],
      narrator: ['n'],
      series: ['s'],
      seriespart: ['1.5'],
      bpm: ['120'],
      replaygain_track_gain: ['-7.30 dB'],
    };
    expect(fieldsOf(edited(bytes(tag(4, []), sound()), set))).toEqual(set);
    expect(() => edited(sound(), { lyrics: ['yes'] })).toThrow(/"lyrics" is not written/);
    expect(() => edited(sound(), { unheard: ['x'] })).toThrow(/"unheard" is not written/);
  });
});

describe('older versions', () => {
  const frames = [
    text(3, 'TYER', '1971'),
    text(3, 'TDAT', '2206'),
    text(3, 'TORY', '1970'),
    text(3, 'IPLS', 'producer\0Me'),
    text(3, 'TCON', 'Rock'),
    frame(3, 'XYZZ', bytes([9, 9])),
    frame(3, 'PRIV', bytes('o\0', [7]), 0x2020),
  ];
  const file = bytes(tag(3, frames, 50), sound());
  test('2.3 stays for one value', () => {
    const written = check(file, { genre: ['Jazz'] });
    expect(written[3]).toBe(3);
    expect(written.length).toBe(file.length);
  });
  test('2.3 becomes 2.4 for several, with all its frames', () => {
    const written = check(file);
    expect(written[3]).toBe(4);
    const names = ['TDRC', 'TDOR', 'TIPL', 'TCON', 'XYZZ', 'PRIV'];
    expect(names.map((name) => written.indexOf(name))).toEqual(
      names.map((name) => written.indexOf(name)).sort((a, b) => a - b),
    );
    expect(written.readUInt16BE(written.indexOf('PRIV') + 8)).toBe(0x1040);
    expect(fieldsOf(written).date).toEqual(['1971-06-22']);
    expect(written.includes('TYER')).toBe(false);
  });
  const chapter = (version: 3 | 4, name: string) =>
    frame(version, 'CHAP', bytes('c1\0', Buffer.alloc(16), text(version, 'TIT2', name)));
  const contents = (version: 3 | 4, name: string) =>
    frame(version, 'CTOC', bytes('toc\0', 3, 1, 'c1\0', text(version, 'TIT2', name)));
  const odd = (version: 3 | 4) => frame(version, 'CHAP', bytes('odd\0x'));
  test('the frames inside chapters are upgraded with them', () => {
    const [long, short] = ['a long name '.repeat(20), 'short'];
    const written = check(bytes(tag(3, [contents(3, long), chapter(3, short), odd(3)]), sound()));
    expect(written.includes(bytes(contents(4, long), chapter(4, short), odd(4)))).toBe(true);
  });
  test('2.3 stays where ffmpeg would lose long frames inside chapters, and the plan says so', () => {
    const book = bytes(tag(3, [chapter(3, 'a long name '.repeat(20))]), sound());
    const written = edited(book, two);
    expect(written[3]).toBe(3);
    expect(fieldsOf(written).genre).toEqual(two.genre);
    const notes = (content: Buffer) => [...(id3Codec().notes?.(memory(content), two) ?? [])];
    expect(notes(book).join()).toMatch(/stays ID3v2\.3, as ffmpeg would lose its chapters/);
    expect(notes(file).join()).toMatch(/becomes ID3v2\.4/);
    expect(notes(written)).toHaveLength(1);
    expect([...(id3Codec().notes?.(memory(book), { genre: ['Jazz'] }) ?? [])]).toEqual([]);
  });
  test.each(['2.3', 'keep'] as const)('%s: a tag of 2.3 stays, and holds several', (id3) => {
    const written = edited(file, two, { id3 });
    expect(written[3]).toBe(3);
    expect(fieldsOf(written).genre).toEqual(two.genre);
    expect(() => edited(file, { date: ['1971-06'] }, { id3 })).toThrow(/cannot hold this date/);
    expect(edited(sound(), two, { id3 })[3]).toBe(id3 === '2.3' ? 3 : 4);
  });
  test('dates of 2.3 are a year and a day', () => {
    expect(fieldsOf(edited(file, { date: ['1980-12-31'] })).date).toEqual(['1980-12-31']);
    expect(fieldsOf(edited(file, { year: ['1980'] })).date).toEqual(['1980']);
    expect(edited(file, { date: [] }).includes('TYER')).toBe(false);
  });
  test('2.2 likewise, with its pictures; a frame without a counterpart is refused', () => {
    const picture = frame(2, 'PIC', bytes(0, 'JPG', 3, 0, [1, 2, 3]));
    const old = bytes(tag(2, [text(2, 'TT2', 'T'), text(2, 'TYE', '1999'), picture]), sound());
    expect(check(old, { genre: ['Jazz'] })[3]).toBe(2);
    expect(check(old).includes(bytes('image/jpeg\0', 3, 0, [1, 2, 3]))).toBe(true);
    const unknown = bytes(tag(2, [frame(2, 'CRM', bytes('x'))]), sound());
    expect(() => edited(unknown, two)).toThrow(/CRM has no counterpart/);
  });
});

describe('blocks beside it', () => {
  test('ID3v1 agrees as far as it can: a number for the genre, or none, and the rest as it was', () => {
    const v2 = tag(4, [text(4, 'TIT2', 'Title')], 200);
    const old = id3v1({ title: 'Title', comment: 'c', track: 3, genre: 17 });
    const written = check(bytes(v2, sound(), old), { genre: ['Hip Hop', 'Jazz'] });
    expect(written.subarray(-128)).toEqual(bytes(old.subarray(0, 127), 7));
    expect(check(bytes(v2, sound(), old), { genre: ['Vaporwave'] }).at(-1)).toBe(255);
    expect(edited(bytes(v2, sound(), old), { title: ['Ж'] }).at(-125)).toBe('?'.charCodeAt(0));
    expect(edited(bytes(v2, sound()), two).includes('TAG')).toBe(false);
  });
  test('lyrics of an APE tag come into the ID3v2 tag that is read from now on', () => {
    const words = 'Rêve, oh my Rêve\nЖ';
    const end = ape({ Title: 'T', Lyrics: words });
    const lyrics = bytes(3, 'XXX\0', Buffer.from(words));
    expect(check(bytes(sound(), end)).includes(frame(4, 'USLT', lyrics))).toBe(true);
    const silent = (version: 2 | 3) =>
      bytes(tag(version, [frame(version, version === 2 ? 'CNT' : 'MCDI', bytes('x'))]), sound());
    const old = bytes(1, 'XXX', [0xff, 0xfe, 0, 0, 0xff, 0xfe], Buffer.from(words, 'utf16le'));
    for (const version of [2, 3] as const) {
      const written = check(bytes(silent(version), end), { genre: ['Jazz'] });
      expect(written.includes(frame(version, version === 2 ? 'ULT' : 'USLT', old))).toBe(true);
    }
  });
  test('lyrics that are a link are none, and stop no write', () => {
    const end = ape({ Title: 'T', Lyrics: 'file://words.txt' });
    end.writeUInt32LE(4, end.indexOf('Lyrics') - 4);
    expect(fieldsOf(bytes(sound(), end))).toEqual({ title: ['T'] });
    check(bytes(sound(), end));
  });
  test('an APE tag in front with no ID3v2 tag behind it stops a write, and says so', () => {
    const front = ape({ Title: 'T' });
    expect(() => edited(bytes(front, sound()), two)).toThrow(/an APE tag in front/);
    check(bytes(front, tag(4, [text(4, 'TIT2', 'T')]), sound()));
  });
  test('APE items and a second ID3v2 tag are changed where they have the field, and get nothing new', () => {
    const second = tag(3, [text(3, 'TCON', 'Old')]);
    const file = bytes(
      tag(4, [text(4, 'TIT2', 'T')]),
      second,
      sound(),
      ape({ Genre: 'Old', Other: 'x' }),
    );
    const written = check(file);
    expect(written.includes('Old')).toBe(false);
    expect(written.includes('Hip Hop\0Electronic')).toBe(true);
    expect(
      edited(file, { album: ['New'] })
        .toString('latin1')
        .match(/New/g),
    ).toHaveLength(1);
  });
});

describe('forms', () => {
  const id3 = tag(3, [text(3, 'TIT2', 'T')], 5);
  test('WAV: chunk, INFO and sizes', () => {
    const info = chunk(
      'LIST',
      bytes('INFO', chunk('IGNR', bytes('Old\0')), chunk('ICRD', bytes('1999\0'))),
    );
    const written = check(wave(info, chunk('id3 ', id3), chunk('cue ', bytes('kept'))));
    expect(written.readUInt32LE(4)).toBe(written.length - 8);
    expect(written.includes('IGNR\x08\0\0\0Hip Hop\0')).toBe(true);
    check(wave(info));
    check(wave());
  });
  test('AIFF: chunk, text chunks and sizes', () => {
    const written = check(aiff(chunk('ID3 ', id3, false), chunk('NAME', bytes('odd'), false)));
    expect(written.readUInt32BE(4)).toBe(written.length - 8);
    expect(
      fieldsOf(edited(aiff(chunk('NAME', bytes('odd'), false)), { title: ['New'] })).title,
    ).toEqual(['New']);
  });
  describe('with a chunk of odd length that lacks its pad byte', () => {
    const format = Buffer.from('01000100401f0000401f000001000800', 'hex');
    const data = chunk('data', Buffer.alloc(8001, 128)).subarray(0, -1);
    const item = chunk('INAM', bytes('T'.repeat(131), 0));
    const info = chunk('LIST', bytes('INFO', item));
    const riff = (...chunks: Buffer[]) =>
      chunk('RIFF', bytes('WAVE', chunk('fmt ', format), ...chunks));
    test('what stands behind it is read, and the file is not written', () => {
      expect(tagsOf(riff(data, info))).toMatchObject({
        fields: { title: ['T'.repeat(131)] },
        complete: false,
        durationSeconds: 8001 / 8000,
      });
      expect(() => edited(riff(data, info), two)).toThrow(/"data" lacks its pad byte/);
      const odd = chunk('NAME', bytes('odd'), false).subarray(0, -1);
      const file = aiff(odd, chunk('ID3 ', id3, false));
      expect(fieldsOf(file)).toEqual({ title: ['T'] });
      expect(() => edited(file, two)).toThrow(/"NAME" lacks its pad byte/);
    });
    test('a pad byte that is not zero is one all the same', () => {
      check(riff(data, bytes('x'), info));
    });
    test('what follows the form is not taken for it', () => {
      const file = bytes(riff(data).subarray(0, -1), 'TAG');
      const written = check(file);
      expect(written.subarray(-3)).toEqual(bytes('TAG'));
      expect(written.readUInt32LE(4)).toBe(written.length - 3 - 8);
    });
  });
  test('bytes in the form that are no chunk stop a write, unless they are zeros', () => {
    const grown = (file: Buffer, more: Buffer) => {
      const all = bytes(file, more);
      all.writeUInt32LE(all.length - 8, 4);
      return all;
    };
    for (const junk of [bytes('x'), bytes('\0\0\0\0', chunk('LIST', bytes('kept')))]) {
      expect(() => edited(grown(wave(), junk), two)).toThrow(/that are no chunk/);
      expect(tagsOf(grown(wave(chunk('id3 ', id3)), junk))).toMatchObject({
        fields: { title: ['T'] },
        complete: false,
      });
    }
    check(grown(wave(), Buffer.alloc(20)));
  });
  test('AAC gets no tag that it did not have', () => {
    const header = [0xff, 0xf1, 0x50, 0x80, 0x02, 0x1f, 0xfc];
    const aac = bytes(...Array.from({ length: 9 }, () => bytes(header, Buffer.alloc(9))));
    expect(() => edited(aac, two)).toThrow(/does not get one/);
    check(bytes(tag(4, [text(4, 'TIT2', 'T')]), aac));
  });
});

test('the keys that a change may touch are the field alone', () => {
  const file = bytes(tag(4, [text(4, 'TCON', 'Rock'), text(4, 'TIT2', 'T')]), sound());
  const keys = [...(id3Codec().changes?.(memory(file), two) ?? [])];
  expect(keys).toContain('id3v2/tcon');
  expect(keys).not.toContain('id3v2/tit2');
});
