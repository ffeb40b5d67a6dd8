import type { Page } from '@earmark/core';
import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';

/** The columns that are set become keys, the others stay absent. */
export function present<Row extends object>(
  row: Row,
): { [Key in keyof Row]?: NonNullable<Row[Key]> } {
  const set = Object.entries(row).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(set) as { [Key in keyof Row]?: NonNullable<Row[Key]> };
}

/** JSON of our own writing. */
export function parsed<Value>(text: string): Value {
  return JSON.parse(text) as Value;
}
export function parsedOr<Value>(text: string | null): Value | undefined {
  return text === null ? undefined : parsed<Value>(text);
}
export function textOr(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

export function paged<Schema, Tables extends keyof Schema, Row>(
  query: SelectQueryBuilder<Schema, Tables, Row>,
  { limit, offset }: Page,
): SelectQueryBuilder<Schema, Tables, Row> {
  if (limit === undefined && offset === undefined) return query;
  // SQLite knows no offset without a limit.
  return query.limit(limit ?? Number.MAX_SAFE_INTEGER).offset(offset ?? 0);
}

/** How many rows a statement with a list of them takes at once: below every database's limit of parameters. */
export function* chunks<Row>(rows: readonly Row[], size: number): Iterable<readonly Row[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}

/** Of a row that is there already: these columns as the new one has them. */
export function replaced<Column extends string>(
  columns: readonly Column[],
): { [Key in Column]: RawBuilder<never> } {
  const pairs = columns.map((column) => [column, sql.ref(`excluded.${column}`)]);
  return Object.fromEntries(pairs) as { [Key in Column]: RawBuilder<never> };
}
