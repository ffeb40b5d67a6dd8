import type { Fields } from '@earmark/core';
import { olderFrames } from '../mapping.ts';
import { gatherFields, indexPlaces } from '../places.ts';
import { decodeStrings, decodeText, stringEnd, utf8 } from '../text.ts';
import { type FrameHome, frameBody } from './body.ts';
import type { Frame, Walk } from './frames.ts';
import type { Id3v2Tag } from './tag.ts';

const index = indexPlaces('id3v2');

/** A text longer than this is nothing that a field could hold. */
const longestText = 1024 * 1024;

export interface BlockContent {
  readonly fields: Fields;
  readonly pictures: number;
  readonly chapters: number;
  readonly problem?: string;
}

/** The name of a frame in ID3v2.4, or as it stands. */
export function modernName(id: string): string {
  const name = id.trimEnd().replace('\0', '');
  // Of a picture under such a name nobody can say which version's form it has.
  return name.length === 3 && id !== 'PIC\0' && id !== 'PIC ' ? (olderFrames[name] ?? id) : id;
}

/** The fields of one ID3v2 tag. Values of frames that come twice are joined, each once. */
export function readTag(tag: Id3v2Tag, walk: Walk): BlockContent {
  const gathered = gatherFields(index);
  const dates: Record<string, string> = {};
  let pictures = 0;
  let chapters = 0;
  let problem = walk.problem;
  for (const frame of walk.frames) {
    const id = modernName(frame.id);
    if (id === 'APIC') pictures++;
    else if (id === 'CHAP') chapters++;
    else if (id === 'USLT' || id === 'SYLT') gathered.add('uslt', ['yes']);
    else if (olderDates.has(id)) dates[id] = readTexts(tag, frame)?.[0] ?? '';
    else {
      const found = readPlace(tag, frame, id);
      if (found === 'broken') problem ??= `the frame ${frame.id} cannot be understood`;
      else if (found !== undefined) gathered.add(found.place, found.texts);
    }
  }
  addOlderDates(gathered, dates);
  const content = { fields: gathered.fields, pictures, chapters };
  return problem === undefined ? content : { ...content, problem };
}

export interface Found {
  readonly place: string;
  readonly texts: readonly string[];
}

/** What a frame says in one of the places that hold fields. */
function readPlace(tag: Id3v2Tag, frame: Frame, id: string): Found | 'broken' | undefined {
  if (frame.size === 0) return undefined;
  if (id === 'TXXX' || id === 'COMM' || id === 'UFID') {
    const place = describedPlace(tag, frame, id);
    if (place === undefined) return 'broken';
    return gatheredPlaces.has(place.place) ? place : undefined;
  }
  const place = id.toLowerCase();
  if (!gatheredPlaces.has(place)) return undefined;
  const texts = readTexts(tag, frame);
  return texts === undefined ? 'broken' : { place, texts };
}

const gatheredPlaces: ReadonlySet<string> = new Set(index.keys());

/** A frame that says first what it is about: its place (`txxx:barcode`, `comm`, `ufid:…`) and its texts. */
export function describedPlace(tag: FrameHome, frame: Frame, id: string): Found | undefined {
  const bytes = frameBody(tag, frame, longestText);
  if (bytes === undefined || bytes.length < 2) return undefined;
  if (id === 'UFID') {
    const [end, next] = stringEnd(bytes, 0, 0);
    const owner = bytes.toString('latin1', 0, end);
    return {
      place: `ufid:${owner.toLowerCase()}`,
      texts: decodeStrings(bytes.subarray(next), utf8),
    };
  }
  const encoding = bytes[0] as number;
  const from = id === 'COMM' ? 4 : 1;
  if (encoding > utf8 || bytes.length < from) return undefined;
  const [end, next] = stringEnd(bytes, from, encoding);
  const description = decodeText(bytes.subarray(from, end), encoding);
  const texts = decodeStrings(bytes.subarray(next), encoding);
  if (id === 'COMM') return { place: description === '' ? 'comm' : `comm:${description}`, texts };
  return { place: `txxx:${description.toLowerCase()}`, texts };
}

/** The strings of a text frame; undefined where its encoding is none. */
export function readTexts(tag: FrameHome, frame: Frame): string[] | undefined {
  if (frame.size === 0) return [];
  const bytes = frameBody(tag, frame, longestText);
  if (bytes === undefined || bytes.length === 0 || (bytes[0] as number) > utf8) return undefined;
  return decodeStrings(bytes.subarray(1), bytes[0] as number);
}

const olderDates: ReadonlySet<string> = new Set(['TYER', 'TDAT', 'TIME', 'TORY']);

/** Year, day and month, and time as one date of ID3v2.4. */
export function joinDate(dates: Readonly<Record<string, string>>): string | undefined {
  const year = /^\d{4}/.exec(dates.TYER ?? '')?.[0];
  if (year === undefined) return undefined;
  const day = /^([0-2]\d|3[01])(0[1-9]|1[0-2])$/.exec(dates.TDAT ?? '');
  if (day === null) return year;
  const time = /^([01]\d|2[0-3])([0-5]\d)$/.exec(dates.TIME ?? '');
  return `${year}-${day[2]}-${day[1]}${time === null ? '' : `T${time[1]}:${time[2]}`}`;
}

function addOlderDates(
  gathered: { fields: Record<string, string[]>; add(place: string, texts: string[]): void },
  dates: Readonly<Record<string, string>>,
): void {
  const date = joinDate(dates) ?? dates.TYER;
  if (date !== undefined && gathered.fields.date === undefined) gathered.add('tdrc', [date]);
  if (dates.TORY !== undefined && gathered.fields.originaldate === undefined)
    gathered.add('tdor', [dates.TORY]);
}
