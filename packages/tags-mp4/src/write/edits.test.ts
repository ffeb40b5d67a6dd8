import { describe, expect, it } from 'vitest';
import { fileOf, keptBy, readBytes, soundOf, written } from '../__tests__/access.ts';
import {
  atom,
  chpl,
  chunkStarts,
  cover,
  data,
  free,
  ftyp,
  ilst,
  meta,
  moov,
  movieFirst,
  movieLast,
  open,
  quickTimeMeta,
  sound,
  tags,
  text,
  u32,
  wide,
} from '../__tests__/build.ts';
import { topAtoms } from '../atoms/atom.ts';
import { offsetTables, readOffsets } from '../atoms/offset-tables.ts';
import { mp4Codec } from '../codec.ts';

const genre = { genre: ['Hip Hop', 'Electronic'] };
const title = text('©nam', 'A');
const codec = mp4Codec();

/** Writes, and proves that only what was asked for differs and every chunk still begins at its byte. */
function proven(before: Buffer, set: Record<string, readonly string[]> = genre): Buffer {
  const after = written(before, set);
  expect(soundOf(after)).toEqual(soundOf(before));
  expect(keptBy(after, before, set)).toEqual(keptBy(before, before, set));
  expect(readBytes(after)).toMatchObject({ complete: true, fields: set });
  for (const table of offsetTables(fileOf(after)))
    readOffsets(fileOf(after), table).forEach((offset, index) => {
      const start = chunkStarts[index] ?? 0;
      expect(after.subarray(offset, offset + 50)).toEqual(sound.subarray(start, start + 50));
    });
  expect(written(after, set)).toEqual(after);
  return after;
}

describe('where the change finds room', () => {
  it('behind the list: one small edit, and no length changes', () => {
    const before = movieFirst({ udta: tags([title, text('©gen', 'X')], free(500)) });
    const edits = [...(codec.edits?.(fileOf(before), genre) ?? [])];
    expect(edits).toHaveLength(2);
    const [first, last] = [edits[0]?.range, edits.at(-1)?.range];
    expect((last?.offset ?? 0) + (last?.length ?? 0) - (first?.offset ?? 0)).toBeLessThan(150);
    expect(proven(before)).toHaveLength(before.length);
  });

  it('up to the last byte: a free atom of eight bytes or none, never one of four', () => {
    const needed = proven(movieFirst({ udta: tags([title]) })).length;
    const grown = needed - movieFirst({ udta: tags([title]) }).length - 4096;
    for (let room = grown - 6; room < grown + 12; room++) {
      const before = movieFirst({ udta: tags([title], free(room)) });
      expect(proven(before).length === before.length).toBe(room === grown || room >= grown + 8);
    }
  });

  it('where the list shrinks, in a new free atom', () => {
    const before = movieFirst({ udta: tags([text('©gen', 'A long genre', 'Another'), title]) });
    expect(proven(before, { genre: ['B'] })).toHaveLength(before.length);
  });

  it('in the free atom between the movie and the sound, so that the sound stays', () => {
    const before = movieFirst({ udta: tags([title]) }, [free(5000)]);
    const after = proven(before);
    expect(after).toHaveLength(before.length);
    expect(proven(after, { genre: ['Three', 'more', 'genres'] })).toHaveLength(before.length);
    const small = movieFirst({ udta: tags([title]) }, [free(400)]);
    expect(proven(small)).toHaveLength(small.length);
  });

  it('in four kilobytes more, with every offset moved', () => {
    const before = movieFirst({ udta: tags([title]), more: [chpl(3)] });
    const after = proven(before);
    expect(after.length).toBeGreaterThan(before.length + 4096);
    expect(proven(after, { genre: ['Three', 'more', 'genres'] })).toHaveLength(after.length);
  });
});

describe('what the file looks like', () => {
  it.each([
    ['64-bit offsets', movieFirst({ udta: tags([title]), large: true })],
    ['sound with a 64-bit size', movieFirst({ udta: tags([title]) }, [], wide)],
    ['sound to the end of the file', movieFirst({ udta: tags([title]) }, [], open)],
    ['the movie behind the sound', movieLast({ udta: tags([title]) })],
    ['the movie behind sound with a 64-bit size', movieLast({ udta: tags([title]) }, wide)],
    ['no user data', movieFirst({})],
    ['user data without tags', movieFirst({ udta: atom('udta', chpl(2)) })],
    ['tags without a list', movieFirst({ udta: atom('udta', meta()) })],
    ['an empty list', movieFirst({ udta: tags([]) })],
    ['tags as QuickTime has them', movieFirst({ udta: atom('udta', quickTimeMeta(ilst(title))) })],
    ['user data that ends in zeros', movieFirst({ udta: atom('udta', meta(ilst(title)), u32(0)) })],
    [
      'a list with zeros at its end',
      movieFirst({ udta: atom('udta', meta(atom('ilst', title, u32(0)))) }),
    ],
    ['an unknown atom', movieFirst({ udta: tags([title]), more: [atom('\x01ab\xff', u32(7))] })],
    [
      'something behind the end',
      Buffer.concat([movieFirst({ udta: tags([title]) }), Buffer.from('junk')]),
    ],
  ])('is written with %s', (_what, before) => {
    const after = proven(before);
    expect(proven(after, { genre: ['B'], title: ['B'] })).toHaveLength(after.length);
  });

  it('leaves offsets behind the end there, where the sound was cut off', () => {
    const before = Buffer.concat([ftyp, moov({ chunks: [5000, 5250], udta: tags([title]) })]);
    const after = written(before, genre);
    const grown = after.length - before.length;
    const [table] = offsetTables(fileOf(after));
    expect(table && readOffsets(fileOf(after), table)).toEqual([5000 + grown, 5250 + grown]);
    expect(keptBy(after, before, genre)).toEqual(keptBy(before, before, genre));
  });

  it.each([
    ['room behind the list', [ilst(title), free(100)]],
    ['no room', [ilst(title)]],
    ['no list', []],
  ])(
    'gives tags as QuickTime has them the version that others look for, with %s',
    (_what, content) => {
      const before = movieFirst({ udta: atom('udta', quickTimeMeta(...content)) });
      const after = proven(before);
      const place = after.indexOf('meta');
      expect(after.subarray(place + 4, place + 8)).toEqual(u32(0));
      expect(after.subarray(place + 12, place + 16).toString()).toBe('hdlr');
    },
  );

  it('has an index of fragments, and fragments with an offset of their own', () => {
    const header = atom('tfhd', Buffer.from([0, 0, 0, 1]), u32(1), u32(0), u32(0));
    const index = atom(
      'tfra',
      u32(0),
      u32(1),
      u32(0),
      u32(1),
      u32(0),
      u32(0),
      Buffer.from([1, 1, 1]),
    );
    const build = (at: number) => {
      const fragment = atom('moof', atom('traf', header.fill(u32(at), 20, 24)));
      const movie = moov({ chunks: [], udta: tags([title]) });
      index.writeUInt32BE(at, 28);
      return Buffer.concat([ftyp, movie, fragment, atom('mdat', sound), atom('mfra', index)]);
    };
    const start = build(0).indexOf('mdat') + 4;
    proven(build(start));
  });
});

describe('what is written', () => {
  it('is one item with a value for each genre; numbers of genres and doubles go', () => {
    const items = [
      atom('gnre', data(0, Buffer.from([0, 18]))),
      text('©gen', 'A'),
      title,
      text('©gen', 'B'),
    ];
    const after = proven(movieFirst({ udta: tags(items) }));
    expect(after.includes('gnre')).toBe(false);
    expect(after.includes(text('©gen', ...genre.genre))).toBe(true);
    expect(after.indexOf('©gen', 0, 'latin1')).toBe(after.lastIndexOf('©gen', undefined, 'latin1'));
  });

  it('keeps all other items and their order, byte for byte', () => {
    const odd = atom('xyz ', atom('data', Buffer.from('??')), Buffer.from('zz'));
    const items = [title, odd, cover(300), text('©gen', 'A'), text('©too', 'Lavf')];
    const after = proven(movieFirst({ udta: tags(items) }));
    expect(after.includes(Buffer.concat(items.slice(0, 3)))).toBe(true);
  });

  it('keeps the total where the number goes, and the other way round', () => {
    const pair = atom('trkn', data(0, Buffer.from([0, 0, 0, 3, 0, 12, 0, 0])));
    const before = movieFirst({ udta: tags([pair]) });
    expect(readBytes(before).fields).toEqual({ track: ['3'], tracktotal: ['12'] });
    expect(readBytes(written(before, { track: [] })).fields).toEqual({ tracktotal: ['12'] });
    expect(readBytes(written(before, { tracktotal: ['13'] })).fields.track).toEqual(['3']);
    const both = { track: [], tracktotal: ['5'] };
    expect(readBytes(written(before, both)).fields).toEqual({ tracktotal: ['5'] });
    const alone = movieFirst({ udta: tags([text('trkn', '3 of many')]) });
    expect(readBytes(written(alone, both)).fields).toEqual({ tracktotal: ['5'] });
  });
});

describe('what is refused, with a reason', () => {
  const refused = (before: Buffer, set: Record<string, readonly string[]> = genre) =>
    expect(() => written(before, set)).toThrow(expect.objectContaining({ code: 'unsupported' }));

  it('values that a place cannot hold', () => {
    const before = movieFirst({ udta: tags([title]) });
    for (const set of [
      { track: ['70000'] },
      { track: ['3/12'] },
      { date: ['soon'] },
      { bpm: ['x'] },
    ])
      refused(before, set);
    refused(before, { lyrics: ['yes'] });
  });

  it('sound that is said to begin where the tags change, but not elsewhere in the movie', () => {
    const build = (chunk: number): Buffer =>
      Buffer.concat([ftyp, moov({ chunks: [chunk], udta: tags([text('©gen', 'A'), title]) })]);
    refused(build(build(0).indexOf('nam')));
    refused(build(ftyp.length));
    expect(written(build(ftyp.length + 20), genre).length).toBeGreaterThan(0);
  });

  it('two lists of tags, and a list with what is no item', () => {
    refused(movieFirst({ udta: atom('udta', meta(ilst(title)), meta(ilst(title))) }));
    const broken = movieFirst({
      udta: atom('udta', meta(atom('ilst', title, Buffer.alloc(20, 9)))),
    });
    expect(readBytes(broken)).toMatchObject({ complete: false, fields: { title: ['A'] } });
    refused(broken);
  });

  it('moving what may hold offsets of its own, but not a change that moves nothing', () => {
    const saio = moov({ chunks: [], udta: tags([title]), more: [] });
    const strange = Buffer.concat([ftyp, atom('sidx', u32(0)), saio, atom('mdat', sound)]);
    refused(strange);
    const roomy = moov({ chunks: [], udta: tags([title], free(900)) });
    proven(Buffer.concat([ftyp, atom('sidx', u32(0)), roomy, atom('mdat', sound)]));
  });
});

it('the inventory notices a chunk that points one byte beside its sound', () => {
  const before = movieFirst({ udta: tags([title]) });
  const wrong = Buffer.from(before);
  const [table] = offsetTables(fileOf(before));
  const place = table?.offset ?? 0;
  wrong.writeUInt32BE(before.readUInt32BE(place) + 1, place);
  expect(keptBy(wrong, before, genre)).not.toEqual(keptBy(before, before, genre));
  expect([...topAtoms(fileOf(before))].map(({ type }) => type)).toEqual(['ftyp', 'moov', 'mdat']);
});
