import { EarmarkError, type FieldName, type Fields, isFieldName } from '@earmark/core';
import { writeGenres } from '../genres.ts';
import { mapping, modernOnly, olderFrames } from '../mapping.ts';
import type { Id3Options } from '../options.ts';
import { splitPlace } from '../places.ts';
import { encodeStrings, isLatin1, latin1, stringEnd, utf8, utf16 } from '../text.ts';
import { contentOf, placeOf, type StoredFrame, type StoredTag, textsOf } from './stored.ts';
import { losesChapters, upgradeTag } from './upgrade.ts';

/** The changes asked for in the order of the vocabulary, `year` as the date it sets. */
export function orderChanges(set: Fields): [FieldName, readonly string[]][] {
  const changes: [FieldName, readonly string[]][] = [];
  for (const [field, values] of Object.entries(set)) {
    if (!isFieldName(field) || field === 'lyrics')
      return refuse(`the field "${field}" is not written`);
    if (values.some((value) => value === '' || value.includes('\0')))
      return refuse(`a value of "${field}" is empty or holds a NUL`);
    if (field !== 'year') changes.push([field, values]);
    else if (set.date === undefined) changes.push(['date', values]);
  }
  return changes;
}

export function refuse(why: string): never {
  throw new EarmarkError('unsupported', `not written: ${why}`, { plugin: 'id3' });
}

/** The same tag with the changes. What was not asked for stays as it is and in its order. */
export function changeTag(old: StoredTag, set: Fields, options: Required<Id3Options>): StoredTag {
  const changes = orderChanges(set);
  const tag = becomes24(old, set, options) ? upgradeTag(old) : old;
  const unknown = tag.version === 4 ? tag.frames.find(({ id }) => id.length === 3) : undefined;
  if (unknown !== undefined)
    return refuse(`the ID3v2.2 frame ${unknown.id} has no counterpart in ID3v2.4`);
  const changed = changes.reduce((next, [field, values]) => changeField(next, field, values), tag);
  return beforeEmpty(changed, tag);
}

/** Whether the change turns a tag into ID3v2.4. */
function becomes24(tag: StoredTag, set: Fields, { id3 }: Required<Id3Options>): boolean {
  return id3 === '2.4' && wants24(tag, set) && !losesChapters(tag);
}

/** What people should know of a change before it is made. */
export function notesOf(tag: StoredTag, set: Fields, options: Required<Id3Options>): string[] {
  if (!wants24(tag, set)) return [];
  const now = `ID3v2.${tag.version}`;
  if (becomes24(tag, set, options)) return [`the tag becomes ID3v2.4: ${now} cannot hold this`];
  const why = losesChapters(tag) ? ', as ffmpeg would lose its chapters in ID3v2.4' : '';
  return [`the tag stays ${now}${why}: some players show only the first of several values`];
}

const wants24 = (tag: StoredTag, set: Fields): boolean =>
  tag.version < 4 && orderChanges(set).some(([field, values]) => needsModern(field, values));

/** Some readers stop at a frame of no length, so what changed goes in front of it. */
function beforeEmpty(tag: StoredTag, old: StoredTag): StoredTag {
  const at = tag.frames.findIndex(isEmpty);
  if (at < 0) return tag;
  const behind = tag.frames.slice(at);
  const known = new Set(old.frames);
  const isOld = (frame: StoredFrame) => known.has(frame);
  const moved = behind.filter((frame) => !isOld(frame));
  return { ...tag, frames: [...tag.frames.slice(0, at), ...moved, ...behind.filter(isOld)] };
}

export const isEmpty = ({ data }: StoredFrame): boolean => data.length === 0;

function needsModern(field: FieldName, values: readonly string[]): boolean {
  if (field === 'date') return values.length > 1 || values[0]?.length === 7;
  if (field === 'originaldate') return values.length > 1 || (values[0]?.length ?? 0) > 4;
  return values.length > 1;
}

function changeField(tag: StoredTag, field: FieldName, values: readonly string[]): StoredTag {
  if (tag.version < 4 && (field === 'date' || field === 'originaldate'))
    return changeOlderDate(tag, field, values);
  const places = mapping[field].id3v2.filter(
    (place) => tag.version === 4 || !modernOnly.includes(place),
  );
  const there = new Set(tag.frames.map((frame) => placeOf(tag, frame).place));
  const present = places.filter((place) => there.has(splitPlace(place).name.toLowerCase()));
  const texts = field === 'genre' ? writeGenres(values) : values;
  const targets = present.length > 0 || values.length === 0 ? present : places.slice(0, 1);
  const changed = targets.reduce((next, place) => putPlace(next, place, texts), tag);
  // Left beside TDRC, the frames of 2.3 would go on telling the old date.
  return field === 'date' ? without(changed, ['TYER', 'TDAT', 'TIME']) : changed;
}

const without = (tag: StoredTag, ids: readonly string[]): StoredTag => ({
  ...tag,
  frames: tag.frames.filter((frame) => !ids.includes(frame.id)),
});

/** Puts texts in one place: the first frame there is replaced, later ones of the same place go. */
function putPlace(tag: StoredTag, place: string, texts: readonly string[]): StoredTag {
  const { name, part } = splitPlace(place);
  const at = tag.frames.findIndex((frame) => placeOf(tag, frame).place === name.toLowerCase());
  const old = at < 0 ? undefined : tag.frames[at];
  const whole = part === 0 ? texts : joinPair(old && textsOf(tag, old)[0], part, texts[0]);
  const frame = whole.length === 0 ? undefined : makeFrame(tag, name, whole, old);
  const frames = tag.frames.flatMap((one, i) => {
    if (i === at) return frame ?? [];
    return at >= 0 && placeOf(tag, one).place === name.toLowerCase() ? [] : one;
  });
  if (at < 0 && frame !== undefined) frames.push(frame);
  return { ...tag, frames };
}

/** `3/12` with one of its sides changed; a total without a position is `0/12`. */
function joinPair(old: string | undefined, part: 1 | 2, value = ''): string[] {
  const sides = (old ?? '').split('/').map((side) => side.trim());
  sides[part - 1] = value;
  const [position = '', total = ''] = sides;
  if (total !== '') return [`${position === '' ? '0' : position}/${total}`];
  return position === '' ? [] : [position];
}

function makeFrame(
  tag: StoredTag,
  name: string,
  texts: readonly string[],
  old: StoredFrame | undefined,
): StoredFrame {
  const colon = name.indexOf(':');
  const modern = colon < 0 ? name : name.slice(0, colon);
  const id = tag.version === 2 ? olderName(modern) : modern;
  const body = old === undefined ? undefined : contentOf(tag, old);
  if (modern === 'UFID') {
    if (texts.length > 1) return refuse('an identifier holds one value');
    const owner =
      body?.toString('latin1', 0, stringEnd(body, 0, latin1)[0]) ?? name.slice(colon + 1);
    return { id, flags: 0, data: Buffer.from(`${owner}\0${texts[0]}`, 'latin1') };
  }
  const description = modern === 'TXXX' ? (oldDescription(tag, old) ?? name.slice(colon + 1)) : '';
  const all = modern === 'TXXX' || modern === 'COMM' ? [description, ...texts] : texts;
  const encoding = tag.version === 4 ? utf8 : all.every(isLatin1) ? latin1 : utf16;
  const data = encodeStrings(all, encoding);
  if (modern !== 'COMM') return { id, flags: 0, data };
  const language = body === undefined ? 'XXX' : body.toString('latin1', 1, 4);
  const head = Buffer.from(`${language}`, 'latin1');
  return { id, flags: 0, data: Buffer.concat([data.subarray(0, 1), head, data.subarray(1)]) };
}

/** A user text keeps the capitals of its description. */
function oldDescription(tag: StoredTag, old: StoredFrame | undefined): string | undefined {
  if (old === undefined) return undefined;
  const body = contentOf(tag, old);
  const [end] = stringEnd(body, 1, body[0] ?? latin1);
  const text = Buffer.concat([body.subarray(0, 1), body.subarray(1, end)]);
  return (
    textsOf({ version: 4, flags: 0, frames: [] }, { id: 'TXXX', flags: 0, data: text })[0] ?? ''
  );
}

const shortNames = new Map(Object.entries(olderFrames).map(([short, long]) => [long, short]));

function olderName(modern: string): string {
  return shortNames.get(modern) ?? refuse(`ID3v2.2 has no frame for ${modern}`);
}

/** In 2.2 and 2.3 a date is TYER and, where it has a day, TDAT; the original one is a year alone. */
function changeOlderDate(tag: StoredTag, field: FieldName, values: readonly string[]): StoredTag {
  if (needsModern(field, values)) return refuse(`ID3v2.${tag.version} cannot hold this ${field}`);
  const [year = '', month, day] = (values[0] ?? '').split('-');
  const names = (ids: readonly string[]) =>
    ids.map((id) => (tag.version === 2 ? olderName(id) : id));
  const [yearName = '', dayName = '', ...others] = names(
    field === 'date' ? ['TYER', 'TDAT', 'TIME'] : ['TORY'],
  );
  const others24 = field === 'date' ? ['TDRC'] : ['TDOR'];
  const put = (next: StoredTag, id: string, text: string | undefined): StoredTag => {
    const at = next.frames.findIndex((frame) => frame.id === id);
    const rest = without(next, [id]).frames.slice();
    if (text === undefined) return { ...next, frames: rest };
    const frame = { id, flags: 0, data: encodeStrings([text], latin1) };
    rest.splice(at < 0 ? rest.length : at, 0, frame);
    return { ...next, frames: rest };
  };
  const dated = put(
    without(tag, [...others, ...others24]),
    yearName,
    year === '' ? undefined : year,
  );
  return dayName === ''
    ? dated
    : put(dated, dayName, day === undefined ? undefined : `${day}${month}`);
}
