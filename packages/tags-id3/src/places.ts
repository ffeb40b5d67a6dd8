import {
  type FieldInfo,
  type FieldName,
  fieldInfos,
  fieldNames,
  fieldValue,
  halfOf,
} from '@earmark/core';
import { readGenres } from './genres.ts';
import { type FieldPlaces, mapping } from './mapping.ts';

/** One field that a place in a block feeds. */
interface Feed {
  readonly field: FieldName;
  readonly form: FieldInfo['form'];
  /** Of several places of a field the lowest rank wins. */
  readonly rank: number;
  /** 1 or 2 of a pair; 0 where the place has the field alone. */
  readonly part: 0 | 1 | 2;
}
export type PlaceIndex = ReadonlyMap<string, readonly Feed[]>;

/** `TRCK/1` as its name and part. */
export function splitPlace(place: string): { readonly name: string; readonly part: 0 | 1 | 2 } {
  if (place.endsWith('/1')) return { name: place.slice(0, -2), part: 1 };
  if (place.endsWith('/2')) return { name: place.slice(0, -2), part: 2 };
  return { name: place, part: 0 };
}

/** Which fields each place of a kind of block feeds; places in lower case. */
export function indexPlaces(kind: Exclude<keyof FieldPlaces, 'id3v1'>): PlaceIndex {
  const index = new Map<string, Feed[]>();
  for (const field of fieldNames) {
    (mapping[field][kind] ?? []).forEach((place, rank) => {
      const { name, part } = splitPlace(place);
      const key = name.toLowerCase();
      const feeds = index.get(key) ?? [];
      feeds.push({ field, form: fieldInfos[field].form, rank, part });
      index.set(key, feeds);
    });
  }
  return index;
}

/** Gathers the fields of one block from its places as they are met. */
export function gatherFields(index: PlaceIndex) {
  const fields: Record<string, string[]> = {};
  const ranks: Record<string, number> = {};
  return {
    fields,
    /** Does anybody want to know what stands there? */
    wants: (place: string): boolean => index.has(place),
    add(place: string, texts: readonly string[]): void {
      for (const { field, form, rank, part } of index.get(place) ?? []) {
        const known = ranks[field];
        if (known !== undefined && known < rank) continue;
        const values = field === 'genre' ? readGenres(texts) : normalise(texts, form, part, field);
        if (values.length === 0) continue;
        const before = known === rank ? fields[field] : undefined;
        fields[field] = before === undefined ? values : [...new Set([...before, ...values])];
        ranks[field] = rank;
      }
    },
  };
}

function normalise(
  texts: readonly string[],
  form: FieldInfo['form'],
  part: 0 | 1 | 2,
  field: FieldName,
): string[] {
  return texts.flatMap((text) => {
    const half = part === 0 ? text : halfOf(text, part);
    const value = field === 'year' ? fieldValue('date', half)?.slice(0, 4) : fieldValue(form, half);
    return value === undefined ? [] : [value];
  });
}
