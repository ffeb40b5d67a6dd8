import type { Fields } from '@earmark/core';
import { genreNames } from '@earmark/core';
import { genreNumber } from '../genres.ts';

export const id3v1Length = 128;

/** Where each text stands in the 128 bytes. */
const slots = { title: [3, 30], artist: [33, 30], album: [63, 30], year: [93, 4] } as const;
const commentAt = 97;
const genreAt = 127;

/** In ID3v1.1 the comment's last two bytes are a zero and the track. */
const hasTrack = (bytes: Buffer): boolean => bytes[125] === 0 && bytes[126] !== 0;

export function readId3v1(bytes: Buffer): Fields {
  const fields: Record<string, string[]> = {};
  const put = (field: string, value: string) => {
    if (value !== '') fields[field] = [value];
  };
  for (const [field, [at, length]] of Object.entries(slots)) {
    if (field !== 'year') put(field, readText(bytes.subarray(at, at + length)));
  }
  const year = readText(bytes.subarray(93, 97));
  if (/^\d{4}$/.test(year) && year !== '0000') {
    fields.date = [year];
    fields.year = [year];
  }
  put('comment', readText(bytes.subarray(commentAt, commentAt + (hasTrack(bytes) ? 28 : 30))));
  if (hasTrack(bytes)) fields.track = [String(bytes[126])];
  put('genre', genreNames[bytes[genreAt] as number] ?? '');
  return fields;
}

/** Latin-1 up to the first NUL; what is valid UTF-8 beyond ASCII is taken as that. */
function readText(bytes: Buffer): string {
  const nul = bytes.indexOf(0);
  const used = nul < 0 ? bytes : bytes.subarray(0, nul);
  const text = used.toString('latin1').trimEnd();
  if (!/[\x80-\xff]/.test(text)) return text;
  const wide = used.toString('utf8').trimEnd();
  return wide.includes('\ufffd') ? text : wide;
}

/** The same tag with the changed fields, as far as they fit: the first value, 30 bytes of Latin-1 (`?` for others), the genre's number or 255. */
export function changeId3v1(bytes: Buffer, set: Fields): Buffer {
  const out = Buffer.from(bytes);
  const write = (at: number, length: number, value: string) => {
    const text = Array.from(value.normalize('NFC'), (character) =>
      (character.codePointAt(0) as number) > 0xff ? '?' : character,
    ).join('');
    out.fill(0, at, at + length);
    out.write(text.slice(0, length), at, 'latin1');
  };
  for (const [field, [at, length]] of Object.entries(slots)) {
    const value = field === 'year' ? (set.date ?? set.year) : set[field];
    if (value !== undefined) write(at, length, value[0] ?? '');
  }
  if (set.comment !== undefined) write(commentAt, hasTrack(bytes) ? 28 : 30, set.comment[0] ?? '');
  if (set.track !== undefined) changeTrack(out, Number(set.track[0] ?? 0));
  if (set.genre !== undefined) {
    const numbers = set.genre.map(genreNumber);
    out[genreAt] = numbers.find((number) => number !== 255) ?? 255;
  }
  return out;
}

/** A comment that fills its 30 bytes keeps them: then there is no room for a track. */
function changeTrack(out: Buffer, track: number): void {
  const room = hasTrack(out) || (out[125] === 0 && out[126] === 0);
  if (room) out[126] = track > 0 && track < 256 ? track : 0;
}
