import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { AccountSchema } from '../../schema/account.ts';
import type { Ask } from './kept.ts';

type Db = Kysely<AccountSchema>;
type Sql = RawBuilder<unknown>;
export type Listable = 'albums' | 'files' | 'decisions' | 'reviews' | 'receipts' | 'runs';

/** What a query finds, as the parts of a statement. */
export interface Found {
  readonly table: Listable;
  /** `with hit as …`: the few albums that one of the filters leaves, where there are few. */
  readonly hit: Sql;
  /** How the table's rows are joined to them. */
  readonly join?: Sql;
  readonly where: readonly Sql[];
  /** The ids of what a single filter finds, which are counted without a look at the rows. */
  readonly only?: Sql;
}
/** A filter that may leave few albums: as a condition on a row, and as the ids of those albums. */
export interface Filter {
  readonly where: Sql;
  readonly ids: Sql;
}

/** So many are read and sorted sooner than they are met in the order of the list. */
const few = 3000;

/**
 * Whether a list goes through its order and leaves out what does not fit, or starts with what a filter finds and
 * sorts that, depends on how much the filter finds. Databases guess it, with a limit often badly; counting up to the
 * point where it matters costs a millisecond.
 */
export async function foundBy(
  db: Db,
  table: 'albums' | 'files',
  filters: readonly Filter[],
  most = few,
): Promise<Found> {
  const where = filters.map((filter) => filter.where);
  const broad = { table, hit: sql``, where };
  if (filters.length === 0) return broad;
  const counts = filters.map(
    ({ ids }, index) =>
      sql`(select count(*) from (select 1 from (${ids}) as ids limit ${most + 1}) as counted) as ${sql.ref(`n${index}`)}`,
  );
  const { rows } = await sql<Record<string, number>>`select ${sql.join(counts)}`.execute(db);
  const sizes = filters.map((_, index) => Number(rows[0]?.[`n${index}`]));
  const smallest = Math.min(...sizes);
  const narrow = filters[sizes.indexOf(smallest)];
  if (narrow === undefined || smallest > most) {
    const [single] = filters.length === 1 && table === 'albums' ? filters : [];
    return single ? { ...broad, only: single.ids } : broad;
  }
  const album = sql.ref(table === 'albums' ? 'albums.id' : 'files.album');
  return {
    table,
    hit: sql`with hit as materialized (select distinct id from (${narrow.ids}) as ids)`,
    join: sql`${album} = hit.id`,
    where: where.filter((condition) => condition !== narrow.where),
  };
}

export function fromOf({ table, join }: Found, where: readonly Sql[]): Sql {
  const all = join === undefined ? where : [join, ...where];
  // A cross join, as SQLite keeps its order: few albums first.
  const from = join === undefined ? sql.table(table) : sql`hit cross join ${sql.table(table)}`;
  return all.length === 0 ? sql`${from}` : sql`${from} where ${sql.join(all, sql` and `)}`;
}

/** The same, starting with what its single filter finds, for those who read all of it in any order. */
export function allOf(found: Found): Found {
  if (found.only === undefined) return found;
  const { table, only } = found;
  const hit = sql`with hit as materialized (select distinct id from (${only}) as ids)`;
  return { table, hit, join: sql`${sql.ref(`${table}.id`)} = hit.id`, where: [] };
}

export async function countOf(ask: Ask, found: Found, present?: Sql): Promise<number> {
  const total = async (counting: Sql) =>
    Number((await ask(counting as RawBuilder<{ total: number }>))[0]?.total);
  if (found.only && present === undefined)
    return total(sql`select count(distinct id) as total from (${found.only}) as ids`);
  const where = present === undefined ? found.where : [...found.where, sql`${present} is not null`];
  return total(sql`${found.hit} select count(*) as total from ${fromOf(found, where)}`);
}
