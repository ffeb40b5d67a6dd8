import { checkPaging, type KeyValue, type ListOrder, pageOf } from '../browse/index.ts';
import type { BrowsePage, BrowsePaging } from '../browse.ts';
import { byBytes } from './rows.ts';

export interface Entry<Row> {
  readonly row: Row;
  readonly id: string;
  /** What it is sorted by; empty where it has no such value. */
  readonly values: readonly KeyValue[];
}

/** One page of what is all in memory, as a database would give it. */
export function listing<Row>(
  entries: readonly Entry<Row>[],
  order: ListOrder,
  paging: BrowsePaging,
): BrowsePage<Row> {
  const checked = checkPaging(paging, order);
  const sorted = [...entries].sort((left, right) => compare(left, right, order));
  const { after, offset, limit } = checked;
  const rest = after
    ? sorted.filter((entry) => compare(entry, after, order) > 0)
    : sorted.slice(offset);
  return pageOf(rest.slice(0, limit + 1), checked, order, {
    place: ({ id, values }) => ({ id, values, missing: values.length === 0 }),
    item: ({ row }) => row,
    total: paging.count ? sorted.length : undefined,
  });
}

type Place = Pick<Entry<unknown>, 'id' | 'values'>;

function compare(left: Place, right: Place, { descending }: ListOrder): number {
  const missing = Number(left.values.length === 0) - Number(right.values.length === 0);
  if (missing !== 0) return missing;
  if (left.values.length === 0) return byBytes(left.id, right.id);
  const sign = descending ? -1 : 1;
  for (const [index, value] of [...left.values, left.id].entries()) {
    const other = [...right.values, right.id][index] ?? '';
    const order =
      typeof value === 'number' && typeof other === 'number'
        ? value - other
        : byBytes(String(value), String(other));
    if (order !== 0) return sign * order;
  }
  return 0;
}
