import {
  type BrowsePage,
  type BrowsePaging,
  checkPaging,
  type ListOrder,
  type PagePlace,
  pageOf,
} from '@earmark/core';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { AccountSchema } from '../../schema/account.ts';
import { countOf, type Found, fromOf } from './found.ts';
import type { Ask } from './kept.ts';

export interface List<Row, Item> {
  readonly found: Found;
  readonly order: ListOrder;
  /** The columns that the order's values come from, and the one of the id. */
  readonly columns: readonly string[];
  readonly id: string;
  /** What tells a row from all others, where the id does not. */
  readonly key?: string;
  item(row: Row): Item;
}

/** From here on it pays to know whether a page lies nearer to the end of its list. */
const farOffset = 500;

/**
 * One page: the rows after a place, by comparing tuples, which an index answers wherever the place is. An offset
 * skips in the index alone, from whichever end of the list is nearer, and only the rows of the page are read.
 */
export async function listPage<Row extends object, Item>(
  db: Kysely<AccountSchema>,
  ask: Ask,
  { found, order, columns, id, key = id, item }: List<Row, Item>,
  paging: BrowsePaging,
): Promise<BrowsePage<Item>> {
  const checked = checkPaging(paging, order);
  const { after, offset, limit } = checked;
  const { table } = found;
  const names = (alias: string) => columns.map((column) => sql.ref(`${alias}.${column}`));
  const idOf = (alias: string) => sql.ref(`${alias}.${id}`);
  const first = sql.ref(`${table}.${columns[0]}`);

  /** How many of the list have the value that it is sorted by. */
  const present = () => countOf(ask, found, order.mayMiss ? first : undefined);

  async function part(missing: boolean, count: number, skip: number): Promise<readonly Row[]> {
    const fromEnd = missing || skip < farOffset ? 0 : (await present()) - skip;
    if (skip >= farOffset && !missing && fromEnd <= 0) return [];
    const isNearEnd = fromEnd > 0 && fromEnd < skip;
    const taken = isNearEnd ? Math.min(count, fromEnd) : count;
    const skipped = isNearEnd ? fromEnd - taken : skip;
    const isDown = order.descending && !missing;
    const keys = (alias: string) => (missing ? [idOf(alias)] : [...names(alias), idOf(alias)]);
    const sorted = (alias: string, down: boolean) =>
      sql.join(keys(alias).map((each) => (down ? sql`${each} desc` : each)));
    const where = [...found.where];
    if (order.mayMiss) where.push(missing ? sql`${first} is null` : sql`${first} is not null`);
    if (after && after.missing === missing) where.push(beyond(keys(table), after, order));
    const { rows } = await sql<Row>`${found.hit}
      select whole.* from (
        select ${sql.ref(`${table}.${key}`)} from ${fromOf(found, where)}
        order by ${sorted(table, isDown !== isNearEnd)} limit ${taken} offset ${skipped}
      ) as page cross join ${sql.table(table)} as whole
      where ${sql.ref(`whole.${key}`)} = ${sql.ref(`page.${key}`)}
      order by ${sorted('whole', isDown)}`.execute(db);
    return rows;
  }

  const rows: Row[] = [];
  if (!after?.missing) rows.push(...(await part(false, limit + 1, offset)));
  if (order.mayMiss && rows.length <= limit) {
    const skip = offset > 0 && rows.length === 0 ? Math.max(0, offset - (await present())) : 0;
    rows.push(...(await part(true, limit + 1 - rows.length, skip)));
  }
  return pageOf(rows, checked, order, {
    place(row) {
      const value = (column: string) => (row as Record<string, unknown>)[column];
      const values = columns.map(value) as readonly (string | number)[];
      const missing = order.mayMiss === true && values[0] === null;
      return { missing, values: missing ? [] : values, id: String(value(id)) };
    },
    item,
    total: paging.count ? await countOf(ask, found) : undefined,
  });
}

function beyond(
  keys: readonly RawBuilder<unknown>[],
  { values, id }: PagePlace,
  { descending }: ListOrder,
): RawBuilder<unknown> {
  const down = descending && values.length > 0;
  return sql`(${sql.join(keys)}) ${sql.raw(down ? '<' : '>')} (${sql.join([...values, id])})`;
}
