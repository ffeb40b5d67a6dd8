import { describe, expect, it } from 'vitest';
import { fileOf, keptBy, readBytes, soundOf, written } from '../__tests__/access.ts';
import {
  commentBlock,
  opus,
  opusHead,
  opusTags,
  page,
  streamInfo,
  vorbis,
} from '../__tests__/build.ts';
import { xiphCodec } from '../codec.ts';
import { checksum, checksumBefore, hasChecksum } from './checksum.ts';
import { lacingOf } from './layout.ts';
import { type Page, pagesFrom } from './page.ts';

const genre = { genre: ['Hip Hop', 'Electronic'] };
const pagesOf = (bytes: Buffer): Page[] => [...pagesFrom(fileOf(bytes), 0)];
const sequences = (bytes: Buffer, serial = 7) =>
  pagesOf(bytes).flatMap((each) => (each.serial === serial ? [each.sequence] : []));

/** All that must hold after a change, whatever the file. */
function holds(before: Buffer, after: Buffer, set: Record<string, readonly string[]>) {
  expect(soundOf(after)).toEqual(soundOf(before));
  expect(keptBy(after, before, set)).toEqual(keptBy(before, before, set));
  const pages = pagesOf(after);
  expect(pages.at(-1)?.end).toBe(after.length);
  expect(pages.filter((each) => !hasChecksum(fileOf(after), each))).toEqual([]);
  const wanted = Object.entries({ ...readBytes(before).fields, ...set });
  expect(readBytes(after).fields).toEqual(
    Object.fromEntries(wanted.filter(([, values]) => values.length > 0)),
  );
}

describe('the checksum of pages', () => {
  it('of zeros behind a piece is told without them', () => {
    const piece = Buffer.from([1, 2, 3, 4]);
    for (const zeros of [0, 1, 7, 300, 65_300])
      expect(checksumBefore(piece, zeros)).toBe(
        checksum(Buffer.concat([piece, Buffer.alloc(zeros)])),
      );
  });
});

describe('reading Ogg', () => {
  it('gives Opus without its pre-skip, from the head and the tail', () => {
    const file = fileOf(opus(opusTags('TITLE=A', 'R128_TRACK_GAIN=-512'), 4));
    expect(xiphCodec().read(file)).toEqual({
      container: 'opus',
      fields: { title: ['A'], replaygain_track_gain: ['3.00 dB'] },
      durationSeconds: 2,
      pictures: 0,
      chapters: 0,
      complete: true,
    });
    expect(file.seen.reads).toBeLessThan(5);
  });

  it('gives Vorbis by its rate', () => {
    expect(readBytes(vorbis(['ARTIST=B']))).toMatchObject({
      fields: { artist: ['B'] },
      durationSeconds: 1,
    });
  });

  it('steps over a picture of many pages', () => {
    const tags = opusTags('TITLE=A', `METADATA_BLOCK_PICTURE=${'A'.repeat(400_000)}`, 'ALBUM=B');
    const file = fileOf(opus(tags));
    expect(xiphCodec().read(file)).toMatchObject({
      fields: { title: ['A'], album: ['B'] },
      pictures: 1,
      durationSeconds: 2,
    });
    expect(file.seen.reads).toBeLessThan(30);
  });

  it('takes the first stream that is sound', () => {
    const video = (sequence: number, flags: number) =>
      page({ serial: 1, sequence, flags, body: Buffer.from('\x80theora and more', 'latin1') });
    const sound = opus(opusTags('TITLE=A'));
    const first = pagesOf(sound)[0]?.end ?? 0;
    const file = Buffer.concat([
      video(0, 2),
      sound.subarray(0, first),
      video(1, 0),
      sound.subarray(first),
    ]);
    expect(readBytes(file).fields).toEqual({ title: ['A'] });
    holds(file, written(file, genre), genre);
  });

  it('takes no page for the last that is cut short', () => {
    const file = opus(opusTags('TITLE=A'), 4);
    expect(readBytes(file.subarray(0, -100)).durationSeconds).toBe(1.5);
  });

  it.each([
    [
      'without sound',
      page({ sequence: 0, flags: 2, body: Buffer.from('fishead\0') }),
      'unsupported',
    ],
    [
      'that ends behind its first page',
      page({ sequence: 0, flags: 2, body: opusHead() }),
      'malformed',
    ],
    ['of one byte too few', opus(opusTags('TITLE=A')).subarray(0, 60), 'malformed'],
  ])('refuses a file %s', (_what, file, code) => {
    expect(() => readBytes(file)).toThrow(expect.objectContaining({ code }));
  });
});

describe('writing Ogg', () => {
  it('keeps every page but the one with the comments, and its setup where it is', () => {
    const file = vorbis(['TITLE=A', 'GENRE=x']);
    const result = written(file, genre);
    holds(file, result, genre);
    expect(pagesOf(result)).toHaveLength(pagesOf(file).length);
    const [, , third] = pagesOf(file);
    const audio = file.subarray(third?.offset);
    expect(result.subarray(-audio.length)).toEqual(audio);
  });

  it('leaves padding, so that the next change keeps the length and touches one page', () => {
    for (const file of [vorbis(['TITLE=A']), opus(opusTags('TITLE=A'))]) {
      const first = written(file, genre);
      const next = { genre: ['Jazz', 'Blues', 'Funk', 'Something longer'] };
      const edits = [...(xiphCodec().edits?.(fileOf(first), next) ?? [])];
      expect(edits.map(({ range, bytes }) => range.length - bytes.length)).toEqual([0]);
      holds(first, written(first, next), next);
    }
  });

  it('numbers all pages behind anew where the comments need more of them', () => {
    const file = opus(opusTags('TITLE=A'), 20);
    const set = { comment: ['x'.repeat(70_000)] };
    const result = written(file, set);
    holds(file, result, set);
    expect(sequences(result)).toEqual(sequences(result).map((_, index) => index));
    expect(pagesOf(result)).toHaveLength(pagesOf(file).length + 1);
    expect(
      pagesOf(result)
        .map(({ granule }) => granule)
        .slice(0, 4),
    ).toEqual([0, undefined, 0, 24_312]);
    const back = written(result, { comment: [] });
    holds(result, back, { comment: [] });
  });

  it('leaves the setup whole where the comments push it off their page', () => {
    const file = vorbis(['TITLE=A'], 60_000);
    for (const length of [2000, 30_000, 64_770, 65_025, 130_000]) {
      const set = { comment: ['y'.repeat(length)] };
      holds(file, written(file, set), set);
    }
  });

  it('edits the first link of a chained file alone', () => {
    const second = opus(opusTags('TITLE=Second'), 3, 7);
    const file = Buffer.concat([opus(opusTags('TITLE=First')), second]);
    const set = { comment: ['x'.repeat(70_000)] };
    const result = written(file, set);
    holds(file, result, set);
    expect(result.subarray(-second.length)).toEqual(second);
  });

  it('keeps other streams between its pages where they are', () => {
    const long = opus(opusTags('TITLE=A', `COMMENT=${'x'.repeat(70_000)}`));
    const pages = pagesOf(long);
    const cut = pages[1]?.end ?? 0;
    const other = page({ serial: 9, sequence: 5, body: Buffer.from('something else') });
    const file = Buffer.concat([long.subarray(0, cut), other, long.subarray(cut)]);
    for (const set of [genre, { comment: [] }, { comment: ['z'.repeat(200_000)] }]) {
      const result = written(file, set);
      expect(soundOf(result)).toEqual(soundOf(file));
      expect(keptBy(result, file, set)).toEqual(keptBy(file, file, set));
      expect(sequences(result)).toEqual(sequences(result).map((_, index) => index));
    }
  });

  it('keeps what Opus carries behind its comments', () => {
    const binary = Buffer.from([1, 2, 3, 4, 5]);
    const file = opus(Buffer.concat([opusTags('TITLE=A'), binary]));
    const result = written(file, genre);
    holds(file, result, genre);
    expect(result.includes(Buffer.concat([Buffer.from('Electronic'), binary]))).toBe(true);
  });

  it('writes FLAC in Ogg with the right block length, longer and shorter', () => {
    const marker = Buffer.from('\x7fFLAC\x01\x00\x00\x01fLaC\x00\x00\x00\x22', 'latin1');
    const block = commentBlock(['TITLE=A', `COMMENT=${'x'.repeat(70_000)}`]);
    const header = Buffer.alloc(4);
    header.writeUInt8(0x84);
    header.writeUIntBE(block.length, 1, 3);
    const packet = Buffer.concat([header, block]);
    const file = Buffer.concat([
      page({ sequence: 0, flags: 2, body: Buffer.concat([marker, streamInfo.content]) }),
      page({
        sequence: 1,
        granule: -1,
        lacing: Array<number>(255).fill(255),
        body: packet.subarray(0, 65_025),
      }),
      page({ sequence: 2, flags: 1, body: packet.subarray(65_025) }),
      page({ sequence: 3, flags: 4, granule: 44_100, body: Buffer.alloc(700, 1) }),
    ]);
    expect(readBytes(file).durationSeconds).toBe(1);
    const set = { comment: ['short'] };
    const result = written(file, set);
    holds(file, result, set);
    expect(sequences(result)).toEqual([0, 1, 2]);
    const [, tags] = pagesOf(result);
    expect(result.readUIntBE((tags?.body ?? 0) + 1, 3)).toBe(
      (tags?.end ?? 0) - (tags?.body ?? 0) - 4,
    );
    holds(result, written(result, genre), genre);
  });

  it('reads and writes Speex', () => {
    const head = Buffer.alloc(80);
    head.write('Speex   ');
    head.writeUInt32LE(16_000, 36);
    const file = Buffer.concat([
      page({ sequence: 0, flags: 2, body: head }),
      page({ sequence: 1, body: commentBlock(['TITLE=A']) }),
      page({ sequence: 2, flags: 4, granule: 32_000, body: Buffer.alloc(600, 1) }),
    ]);
    expect(readBytes(file)).toMatchObject({ durationSeconds: 2, fields: { title: ['A'] } });
    holds(file, written(file, genre), genre);
  });

  it('refuses a page with a wrong checksum, which readers drop', () => {
    const file = vorbis(['TITLE=A']);
    const at = (pagesOf(file)[1]?.offset ?? 0) + 22;
    file.writeUInt32LE((file.readUInt32LE(at) ^ 1) >>> 0, at);
    expect(() => written(file, genre)).toThrow(expect.objectContaining({ code: 'unsupported' }));
  });

  it('calls Vorbis comments without their framing bit incomplete', () => {
    const tags = Buffer.concat([Buffer.from('\x03vorbis', 'latin1'), commentBlock(['TITLE=A'])]);
    const [first] = pagesOf(vorbis([]));
    const file = Buffer.concat([
      vorbis([]).subarray(0, first?.end),
      page({ sequence: 1, lacing: lacingOf(tags.length), body: tags }),
    ]);
    expect(readBytes(file)).toMatchObject({ complete: false, fields: { title: ['A'] } });
  });
});
