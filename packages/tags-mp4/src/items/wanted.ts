import {
  type FieldName,
  type Fields,
  fieldInfos,
  fieldValue,
  halfOf,
  isFieldName,
  type RandomAccess,
} from '@earmark/core';
import { unsupported } from '@earmark/tags/codec';
import { genreNumber, mapping } from '../mapping.ts';
import { buildItem } from './build.ts';
import { canonical, splitPlace } from './keys.ts';
import type { Item } from './parse.ts';
import { textsOf } from './texts.ts';

/** What items of one name must say, by their name as it is (or is to be) spelled. An empty list: no such item. */
export type Wanted = ReadonlyMap<string, readonly string[]>;

const mostOfPair = 65_535;

/** Which items must change, and to what, so that the fields read as `set` says. */
export function wantedItems(file: RandomAccess, items: readonly Item[], set: Fields): Wanted {
  const wanted = new Map<string, readonly string[]>();
  for (const [field, values] of Object.entries(withDate(set)))
    if (isFieldName(field)) want(file, items, wanted, field, checked(field, values));
    else throw unsupported(`the field ${field} has no place in MP4 files`);
  for (const [key, texts] of wanted)
    if (sameTexts(textsIn(file, items, key), texts)) wanted.delete(key);
  return wanted;
}

/** The year is the date's: setting it alone sets the date. */
function withDate({ year, ...set }: Fields): Fields {
  return year && !set.date ? { ...set, date: year } : set;
}

function checked(field: FieldName, values: readonly string[]): readonly string[] {
  if (field === 'lyrics') throw unsupported('lyrics can be read but not written');
  const { form } = fieldInfos[field];
  for (const value of values)
    if (fieldValue(form, value) !== value)
      throw unsupported(`${field} cannot be "${value}": it must be a ${form}`);
  return values;
}

function want(
  file: RandomAccess,
  items: readonly Item[],
  wanted: Map<string, readonly string[]>,
  field: FieldName,
  values: readonly string[],
): void {
  const places = mapping[field].map(splitPlace);
  const present = places.flatMap(({ key, part }) => {
    const spelling = spellingOf(items, key);
    return spelling === undefined ? [] : [{ key: spelling, part }];
  });
  const written = present.filter(({ key }) => key !== genreNumber);
  if (written.length < present.length) wanted.set(genreNumber, []);
  const [first] = places;
  if (first && written.length === 0 && values.length > 0) written.push(first);
  for (const { key, part } of written) {
    if (part !== 0) wantPart(file, items, wanted, key, part, values[0]);
    else wanted.set(key, buildItem(key, values) === undefined ? [] : values);
  }
  const held = written.some(({ key }) => (wanted.get(key) ?? []).length > 0);
  if (first && first.part === 0 && values.length > 0 && !held) wanted.set(first.key, values);
}

function wantPart(
  file: RandomAccess,
  items: readonly Item[],
  wanted: Map<string, readonly string[]>,
  key: string,
  part: 1 | 2,
  value = '0',
): void {
  if (Number(value) > mostOfPair)
    throw unsupported(`${value} is too large: MP4 files count up to ${mostOfPair}`);
  const [now = '0/0'] = wanted.get(key) ?? textsIn(file, items, key);
  const [number, total] = [countedIn(now, 1), countedIn(now, 2)];
  const pair = part === 1 ? `${value}/${total}` : `${number}/${value}`;
  wanted.set(key, pair === '0/0' ? [] : [pair]);
}

/** A half of a pair; where the file has no number there, none. */
function countedIn(pair: string, half: 1 | 2): string {
  const number = fieldValue('number', halfOf(pair, half)) ?? '0';
  return Number(number) > mostOfPair ? '0' : number;
}

const ofKey = (items: readonly Item[], key: string): Item[] =>
  items.filter((item) => canonical(item.key) === canonical(key));

const spellingOf = (items: readonly Item[], key: string): string | undefined =>
  ofKey(items, key)[0]?.key;

const textsIn = (file: RandomAccess, items: readonly Item[], key: string): readonly string[] =>
  ofKey(items, key).flatMap((item) => textsOf(file, item));

const sameTexts = (now: readonly string[], then: readonly string[]): boolean =>
  now.length === then.length && now.every((text, at) => text === then[at]);
