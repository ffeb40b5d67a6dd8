import {
  type FieldInfo,
  type FieldName,
  fieldInfos,
  fieldNames,
  fieldValue,
  halfOf,
  type RandomAccess,
  type Tags,
} from '@earmark/core';
import { mapping, playerItems } from '../mapping.ts';
import { canonical, ownField, splitPlace } from './keys.ts';
import type { Item } from './parse.ts';
import { textsOf } from './texts.ts';

/** One field that an item feeds; of several items of a field the lowest rank wins. */
interface Feed {
  readonly field: FieldName;
  readonly form: FieldInfo['form'];
  readonly rank: number;
  readonly part: 0 | 1 | 2;
}
const feedsOf: ReadonlyMap<string, readonly Feed[]> = indexed();

function indexed(): Map<string, Feed[]> {
  const index = new Map<string, Feed[]>();
  for (const field of fieldNames)
    mapping[field].forEach((place, rank) => {
      const { key, part } = splitPlace(place);
      const feeds = index.get(canonical(key)) ?? [];
      feeds.push({ field, form: fieldInfos[field].form, rank, part });
      index.set(canonical(key), feeds);
    });
  return index;
}

/** What the items say, in this house's fields. Texts without a field keep their own name, lower-case. */
export function describe(
  file: RandomAccess,
  items: readonly Item[],
): Pick<Tags, 'fields' | 'pictures'> {
  const fields: Record<string, string[]> = {};
  const ranks: Record<string, number> = {};
  const collect = (field: string, rank: number, values: readonly string[]): void => {
    const known = ranks[field];
    if (values.length === 0 || (known !== undefined && known < rank)) return;
    fields[field] = known === rank ? [...(fields[field] ?? []), ...values] : [...values];
    ranks[field] = rank;
  };
  let pictures = 0;
  for (const item of items) {
    const key = canonical(item.key);
    if (key === 'covr') pictures += item.values.length;
    else if (key === '©lyr') collect('lyrics', 0, hasContent(item) ? ['yes'] : []);
    else if (!playerItems.has(key)) {
      const feeds = feedsOf.get(key);
      const texts = textsOf(file, feeds ? item : typedOf(item));
      if (!feeds) collect(ownField(item.key), 0, texts);
      for (const { field, form, rank, part } of feeds ?? [])
        collect(field, rank, normalised(texts, form, part));
    }
  }
  const year = fields.date?.[0]?.slice(0, 4);
  if (year) fields.year = [year];
  return { fields, pictures };
}

/** A value without a type, in an item that nobody here knows, may be anything. */
const typedOf = (item: Item): Item => ({
  ...item,
  values: item.values.filter(({ type }) => type !== 0),
});

const hasContent = ({ values }: Item): boolean => values.some(({ length }) => length > 0);

function normalised(
  texts: readonly string[],
  form: FieldInfo['form'],
  part: 0 | 1 | 2,
): readonly string[] {
  return texts.flatMap((text) => {
    const value = fieldValue(form, part === 0 ? text : halfOf(text, part));
    return value === undefined ? [] : [value];
  });
}
