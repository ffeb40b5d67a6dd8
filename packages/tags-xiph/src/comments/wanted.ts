import { type Fields, fieldInfos, fieldValue, halfOf } from '@earmark/core';
import { unsupported } from '@earmark/tags/codec';
import {
  chapterNames,
  namesOf,
  pictureNames,
  sideNames,
  type XiphField,
  xiphFields,
  yearNames,
} from '../mapping.ts';
import type { Comment } from './parse.ts';
import { isR128, r128FromGain } from './r128.ts';

/** What comments of one name must say, by name in upper-case. An empty list: no such comment. */
export type Wanted = ReadonlyMap<string, readonly string[]>;

/** Totals behind the numbers that may carry them. */
const numbersFirst: readonly XiphField[] = [
  ...xiphFields.filter(({ behind }) => behind === undefined),
  ...xiphFields.filter(({ behind }) => behind !== undefined),
];
const entries: ReadonlyMap<string, XiphField> = new Map(
  xiphFields.map((entry) => [entry.field, entry]),
);
const taken: ReadonlyMap<string, string> = new Map(
  xiphFields.flatMap((entry) => namesOf(entry).map((name) => [name, entry.field] as const)),
);

/** Which comments must change, and to what, so that the fields read as `set` says. */
export function wantedComments(comments: readonly Comment[], set: Fields, isOpus = false): Wanted {
  const wanted = new Map<string, readonly string[]>();
  const asked = withDate(set);
  for (const field of Object.keys(asked))
    if (!entries.has(field)) wanted.set(ownName(field), (asked[field] ?? []).filter(isSaid));
  for (const entry of numbersFirst) {
    const values = asked[entry.field];
    if (values) want(wanted, comments, entry, checked(entry, values), isOpus);
    const total = xiphFields.find(({ behind }) => behind === entry.field);
    if (values && values.length === 0 && total && !asked[total.field])
      keepTotal(wanted, comments, entry, total);
  }
  return wanted;
}

/** The year is the date's: setting it alone sets the date. */
function withDate({ year, ...set }: Fields): Fields {
  return year && !set.date ? { ...set, date: year } : set;
}

function checked({ field }: XiphField, values: readonly string[]): readonly string[] {
  if (field === 'lyrics') throw unsupported(`${field} can be read but not written`);
  const said = values.filter(isSaid);
  const { form } = fieldInfos[field];
  for (const value of said)
    if (fieldValue(form, value) !== value)
      throw unsupported(`${field} cannot be "${value}": it must be a ${form}`);
  return said;
}

const isSaid = (value: string): boolean => value !== '';

/** A field without an entry of its own is a comment of its name. */
function ownName(field: string): string {
  const name = field.toUpperCase();
  const known = taken.get(name);
  if (known) throw unsupported(`${field} is a name of the field ${known}: set that one`);
  if (pictureNames.has(name) || sideNames.test(name) || chapterNames.test(name))
    throw unsupported(`${field} holds a picture or a chapter and is not written`);
  if (!/^[ -)+-<>-}]+$/.test(name))
    throw unsupported(`${field} cannot be the name of a comment: it must be ASCII without = or *`);
  return name;
}

function want(
  wanted: Map<string, readonly string[]>,
  comments: readonly Comment[],
  entry: XiphField,
  values: readonly string[],
  isOpus: boolean,
): void {
  const present = (name: string): boolean =>
    comments.some(({ key, text }) => key === name && text !== undefined);
  const names = namesOf(entry).filter(present);
  if (entry.behind !== undefined) {
    const carriers = wantBehind(wanted, comments, entries.get(entry.behind), values[0]);
    if (names.length === 0 && carriers) return;
  }
  for (const name of names) wanted.set(name, spelled(entry, name, values, comments));
  const [usual] = entry.names;
  const first = (isOpus ? entry.opus : undefined) ?? usual;
  const exact = names.some((name) => !yearNames.has(name)) || values.every(isYear);
  if (first && values.length > 0 && (names.length === 0 || !exact))
    wanted.set(first, spelled(entry, first, values, comments));
}

const isYear = (value: string): boolean => value.length === 4;

const refuseGain = (field: string, value: string): never => {
  throw unsupported(`${field} cannot be "${value}": Opus holds gains from -123 to 133 dB`);
};

/** The values as comments of this name spell them: with the total behind a slash, or the year alone. */
function spelled(
  { field }: XiphField,
  name: string,
  values: readonly string[],
  comments: readonly Comment[],
): readonly string[] {
  if (yearNames.has(name)) return values.map((value) => value.slice(0, 4));
  if (isR128(name)) return values.map((value) => r128FromGain(value) ?? refuseGain(field, value));
  if (!xiphFields.some(({ behind }) => behind === field)) return values;
  const now = comments.find(({ key }) => key === name)?.text ?? '';
  const slash = now.indexOf('/');
  const rest = slash < 0 ? '' : now.slice(slash);
  return values.map((value, index) => (index === 0 ? value + rest : value));
}

/** Changes the second half of `3/12`. Says whether there is one. */
function wantBehind(
  wanted: Map<string, readonly string[]>,
  comments: readonly Comment[],
  entry: XiphField | undefined,
  value: string | undefined,
): boolean {
  let carriers = false;
  for (const name of entry ? namesOf(entry) : []) {
    const now =
      wanted.get(name) ?? comments.flatMap((c) => (c.key === name && c.text ? [c.text] : []));
    if (!now.some((text) => text.includes('/'))) continue;
    carriers = true;
    wanted.set(
      name,
      now.map((text) => {
        const [half = ''] = text.split('/', 1);
        return text.includes('/') && value !== undefined ? `${half}/${value}` : half;
      }),
    );
  }
  return carriers;
}

/** A number that goes does not take its total with it. */
function keepTotal(
  wanted: Map<string, readonly string[]>,
  comments: readonly Comment[],
  gone: XiphField,
  total: XiphField,
): void {
  const [first = ''] = total.names;
  const names = namesOf(total);
  if (comments.some(({ key }) => names.includes(key))) return;
  const carriers = namesOf(gone);
  const carried = comments
    .filter(({ key }) => carriers.includes(key))
    .map(({ text = '' }) => fieldValue('number', halfOf(text, 2)))
    .find((value) => value !== undefined);
  if (carried !== undefined) wanted.set(first, [carried]);
}
