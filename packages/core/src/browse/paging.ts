import { EarmarkError } from '@earmark/spec';
import type { BrowsePage, BrowsePaging } from '../browse.ts';

const usualLimit = 50;
const largestLimit = 500;

export type KeyValue = string | number;
/** Where a page ended: what its list is sorted by, and the id. `missing`: at the end, among those that have no such value. */
export interface PagePlace {
  readonly missing: boolean;
  readonly values: readonly KeyValue[];
  readonly id: string;
}
export interface CheckedPaging {
  readonly limit: number;
  readonly offset: number;
  readonly after?: PagePlace;
}
/** Which list, in which order: a cursor of another one is refused. */
export interface ListOrder {
  readonly list: string;
  /** The types of the values that it is sorted by, before the id. */
  readonly types: readonly ('string' | 'number')[];
  readonly descending: boolean;
  /** Some have no such value: they come last, in the order of their ids. */
  readonly mayMiss?: boolean;
}

export function checkPaging(paging: BrowsePaging, order: ListOrder): CheckedPaging {
  const { limit = usualLimit, offset = 0, after } = paging;
  if (!Number.isInteger(limit) || limit < 1 || limit > largestLimit)
    throw new EarmarkError('config', `limit must be a whole number from 1 to ${largestLimit}.`);
  if (!Number.isSafeInteger(offset) || offset < 0)
    throw new EarmarkError('config', 'offset must be a whole number from 0.');
  if (after === undefined) return { limit, offset };
  if (paging.offset !== undefined)
    throw new EarmarkError('config', 'Give either after or offset, not both.');
  const place = placeOf(after, order);
  if (place) return { limit, offset, after: place };
  throw new EarmarkError(
    'config',
    'Unknown cursor. Use the "next" of a page of the same list, with the same sort and direction.',
  );
}

/** Makes a page of rows of which one more was asked for than belongs on it. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  { limit }: CheckedPaging,
  order: ListOrder,
  parts: { place(row: Row): PagePlace; item(row: Row): Item; readonly total?: number | undefined },
): BrowsePage<Item> {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => parts.item(row)),
    ...(last !== undefined && { next: cursorOf(parts.place(last), order) }),
    ...(parts.total !== undefined && { total: parts.total }),
  };
}

function cursorOf({ missing, values, id }: PagePlace, order: ListOrder): string {
  const parts = [nameOf(order), id, ...(missing ? [] : values)];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

function placeOf(cursor: string, order: ListOrder): PagePlace | undefined {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts)) return undefined;
  const [name, id, ...values] = parts as readonly unknown[];
  if (name !== nameOf(order) || typeof id !== 'string') return undefined;
  if (values.length === 0 && order.mayMiss) return { missing: true, values: [], id };
  const types = values.map((value) => typeof value).join();
  if (types !== order.types.join()) return undefined;
  return { missing: false, values: values as readonly KeyValue[], id };
}

function nameOf({ list, descending }: ListOrder): string {
  return `${list} ${descending ? 'down' : 'up'}`;
}
