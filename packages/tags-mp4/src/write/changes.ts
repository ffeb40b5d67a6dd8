import type { Edit, Fields, PictureBytes, RandomAccess } from '@earmark/core';
import type { Movie } from '../atoms/movie.ts';
import { buildItem } from '../items/build.ts';
import { canonical } from '../items/keys.ts';
import { type Item, itemsIn } from '../items/parse.ts';
import { coverItem, coverKey } from '../items/pictures.ts';
import { wantedItems } from '../items/wanted.ts';

/** What becomes of the list of tags: all other items keep their bytes and their order. */
export interface ListChange {
  /** Items that are there and get other bytes, or go. */
  readonly edits: readonly Edit[];
  /** New items, for the end of the list. */
  readonly added: readonly Buffer[];
  /** The names of all items that change, come or go, as they are spelled before and after. */
  readonly keys: ReadonlySet<string>;
}

export function listChange(file: RandomAccess, { ilst }: Movie, set: Fields): ListChange {
  const items = itemsIn(file, ilst);
  const edits: Edit[] = [];
  const added: Buffer[] = [];
  const keys = new Set<string>();
  for (const [key, texts] of wantedItems(file, items, set)) {
    const bytes = texts.length > 0 ? buildItem(key, texts) : undefined;
    const held = items.filter((item) => canonical(item.key) === canonical(key));
    edits.push(...held.map((item, index) => replaced(item, index === 0 ? bytes : undefined)));
    if (bytes && held.length === 0) added.push(bytes);
    for (const name of [key, ...held.map((item) => item.key)]) keys.add(name);
  }
  return { edits, added, keys };
}

/** The list with this front cover, or without it. */
export function coverChange(
  file: RandomAccess,
  { ilst }: Movie,
  front: PictureBytes | undefined,
): ListChange {
  const items = itemsIn(file, ilst);
  const bytes = coverItem(file, items, front);
  const held = items.filter(({ key }) => key === coverKey);
  return {
    edits: held.map((item, index) => replaced(item, index === 0 ? bytes : undefined)),
    added: bytes && held.length === 0 ? [bytes] : [],
    keys: new Set(bytes || held.length > 0 ? [coverKey] : []),
  };
}

const replaced = ({ atom }: Item, bytes: Uint8Array = new Uint8Array(0)): Edit => ({
  range: { offset: atom.offset, length: atom.end - atom.offset },
  bytes,
});

export const growthOf = (edits: readonly Edit[]): number =>
  edits.reduce((sum, { range, bytes }) => sum + bytes.length - range.length, 0);
