import { fieldValue, type Tags } from '@earmark/core';
import { fileOf } from '@earmark/testkit';
import { expect, test } from 'vitest';
import * as id3 from '../../tags-id3/src/__tests__/build.ts';
import { id3Codec } from '../../tags-id3/src/codec.ts';
import * as mp4 from '../../tags-mp4/src/__tests__/build.ts';
import { mp4Codec } from '../../tags-mp4/src/codec.ts';
import { taglibCodec } from '../../tags-taglib/src/codec.ts';
import * as xiph from '../../tags-xiph/src/__tests__/build.ts';
import { xiphCodec } from '../../tags-xiph/src/codec.ts';

/** What a file says, field by field, and what each format must read there. */
const cases: readonly (readonly [field: string, text: string, value: string | undefined])[] = [
  ['date', '1971', '1971'],
  ['date', '1971-06', '1971-06'],
  ['date', '1971/06/22', '1971-06-22'],
  ['date', '1971.6.2', '1971-06-02'],
  ['date', '19710622', '1971-06-22'],
  ['date', '1971-06-22T10:00:00Z', '1971-06-22'],
  ['date', '1971-00-00', '1971'],
  ['date', '22.06.1971', '1971-06-22'],
  ['date', '22/06/1971', '1971-06-22'],
  ['date', '06/22/1971', '1971-06-22'],
  ['date', '06/07/1971', '1971'],
  ['date', 'June 1971', '1971'],
  ['date', '0000', undefined],
  ['date', 'soon', undefined],
  ['track', '3b', '3'],
  ['track', '03/12', '3'],
  ['track', '0', undefined],
  ['track', 'A1', undefined],
  ['bpm', '120.5', '120'],
  ['compilation', '2', '1'],
  ['compilation', 'True', '1'],
  ['compilation', '0', undefined],
  ['compilation', 'no', undefined],
  ['replaygain_track_gain', ' -7.30 dB ', '-7.30 dB'],
  ['title', ' ', undefined],
  ['title', ' as it stands', ' as it stands'],
];

const frames: Readonly<Record<string, string>> = {
  date: 'TDRC',
  track: 'TRCK',
  bpm: 'TBPM',
  compilation: 'TCMP',
  title: 'TIT2',
};
function mp3(field: string, text: string): Buffer {
  const id = frames[field];
  const frame = id
    ? id3.text(4, id, text)
    : id3.frame(4, 'TXXX', id3.bytes(0, field.toUpperCase(), [0], text));
  return id3.bytes(id3.tag(4, [frame]), id3.sound());
}
const names: Readonly<Record<string, string>> = { track: 'TRACKNUMBER' };
const flac = (field: string, text: string): Buffer =>
  xiph.flac([xiph.streamInfo, xiph.comments(`${names[field] ?? field.toUpperCase()}=${text}`)]);
const items: Readonly<Record<string, string>> = {
  date: '©day',
  track: 'trkn',
  bpm: 'tmpo',
  compilation: 'cpil',
  title: '©nam',
};
const m4a = (field: string, text: string): Buffer =>
  mp4.movieLast({
    udta: mp4.tags([
      items[field] ? mp4.text(items[field], text) : mp4.freeform(field.toUpperCase(), text),
    ]),
  });

const formats = {
  'id3 in mp3': { codec: id3Codec(), file: mp3 },
  'xiph in flac': { codec: xiphCodec(), file: flac },
  mp4: { codec: mp4Codec(), file: m4a },
  'taglib in flac': { codec: taglibCodec(), file: flac },
};

test.each(cases)('%s %j reads as %j out of every container', async (field, text, value) => {
  for (const [name, { codec, file }] of Object.entries(formats)) {
    const { fields }: Tags = await codec.read(fileOf(file(field, text)));
    expect([name, fields[field]]).toEqual([name, value === undefined ? undefined : [value]]);
  }
});

test('the year of a date is its first four digits, however it was written', async () => {
  for (const { codec, file } of Object.values(formats))
    expect((await codec.read(fileOf(file('date', '22.06.1971')))).fields.year).toEqual(['1971']);
});

test('what a field reads as is what it may be set to', () => {
  for (const value of ['1971', '1971-06', '1971-06-22'])
    expect(fieldValue('date', value)).toBe(value);
});
