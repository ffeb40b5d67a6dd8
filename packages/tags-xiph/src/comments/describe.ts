import { fieldInfos, fieldValue, halfOf, type Tags } from '@earmark/core';
import {
  chapterNames,
  namesOf,
  pictureNames,
  sideNames,
  type XiphField,
  xiphFields,
} from '../mapping.ts';
import type { Comment } from './parse.ts';
import { gainFromR128, isR128 } from './r128.ts';

/** Which field a comment name speaks for, and how trusted it is among the names of that field. */
const byName: ReadonlyMap<string, { readonly entry: XiphField; readonly rank: number }> = new Map(
  xiphFields
    .flatMap((entry) => namesOf(entry).map((name, rank) => [name, { entry, rank }] as const))
    .reverse(),
);
/** The total that a number may carry behind a slash. */
const behind = new Map(
  xiphFields.flatMap((entry) => (entry.behind ? [[entry.behind, entry.field] as const] : [])),
);

interface Collected {
  readonly rank: number;
  readonly values: string[];
}

/** What the comments say, in this house's fields. Comments without a field keep their own name, lower-case. */
export function describe(
  comments: readonly Comment[],
): Pick<Tags, 'fields' | 'pictures' | 'chapters'> {
  const found = new Map<string, Collected>();
  const chapters = new Set<string>();
  let pictures = 0;
  for (const { key, text } of comments) {
    if (pictureNames.has(key)) pictures++;
    if (text === undefined) continue;
    const known = byName.get(key);
    if (known) {
      const { field } = known.entry;
      const value = fieldValue(fieldInfos[field].form, isR128(key) ? gainFromR128(text) : text);
      collect(found, field, known.rank, field === 'lyrics' && value ? 'yes' : value);
      const total = behind.get(field);
      if (total)
        collect(found, total, Number.POSITIVE_INFINITY, fieldValue('number', halfOf(text, 2)));
    } else if (chapterNames.test(key)) chapters.add(key);
    else if (!sideNames.test(key) && key !== '')
      collect(found, key.toLowerCase(), 0, fieldValue('text', text));
  }
  const year = found.get('date')?.values[0]?.slice(0, 4);
  if (year) found.set('year', { rank: 0, values: [year] });
  const fields = Object.fromEntries([...found].map(([field, { values }]) => [field, values]));
  return { fields, pictures, chapters: chapters.size };
}

/** Values of a more trusted name replace those of a less trusted one. */
function collect(
  found: Map<string, Collected>,
  field: string,
  rank: number,
  value: string | undefined,
): void {
  if (value === undefined) return;
  const held = found.get(field);
  if (!held || rank < held.rank) found.set(field, { rank, values: [value] });
  else if (rank === held.rank) held.values.push(value);
}
