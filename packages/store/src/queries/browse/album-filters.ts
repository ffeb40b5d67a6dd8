import { type AlbumQuery, type FacetName, searchedWords } from '@earmark/core';
import { type RawBuilder, sql } from 'kysely';
import type { Filter } from './found.ts';

type Sql = RawBuilder<unknown>;
/** The last character there is: all that begins with a word comes before the word and this. */
const last = '\u{10ffff}';

/** The filters of a query, without that of the facet `without`. */
export function albumFilters(query: AlbumQuery, without?: FacetName): readonly Filter[] {
  const { text, years, health, confidence, locked, changedSince } = query;
  const filters: Filter[] = wordFilters(text);
  for (const kind of ['genre', 'creator', 'format', 'silent', 'issue'] as const) {
    const value = query[kind];
    if (value !== undefined && kind !== without) filters.push(term(kind, sql`= ${value}`));
  }
  for (const column of ['kind', 'root', 'band', 'state', 'completeness'] as const) {
    const value = query[column];
    if (value !== undefined && column !== without) filters.push(row(column, sql`= ${value}`));
  }
  if (locked !== undefined) filters.push(row('locked', locked ? sql`> 0` : sql`= 0`));
  if (years !== undefined && without !== 'year') filters.push(...between('year', years));
  if (health !== undefined) filters.push(...between('health', health));
  if (confidence !== undefined) filters.push(...between('confidence', confidence));
  if (changedSince !== undefined) filters.push(row('changed_at', sql`>= ${changedSince}`));
  return filters;
}

export function wordFilters(text: string | undefined): Filter[] {
  return searchedWords(text ?? '').map((word) =>
    term('word', sql`>= ${word}`, sql`< ${word + last}`),
  );
}

/** Albums with such a term: one of their words, genres, formats, creators, silent sources, kinds of issues. */
function term(kind: string, ...conditions: readonly Sql[]): Filter {
  const terms = sql.join(
    [sql`t.kind = ${kind}`, ...conditions.map((condition) => sql`t.term ${condition}`)],
    sql` and `,
  );
  return {
    where: sql`exists (select 1 from album_terms t where t.album = albums.id and ${terms})`,
    ids: sql`select t.album as id from album_terms t where ${terms}`,
  };
}

function row(column: string, condition: Sql): Filter {
  const where = sql`${sql.ref(`albums.${column}`)} ${condition}`;
  return { where, ids: sql`select albums.id from albums where ${where}` };
}

function between(
  column: string,
  [from, to]: readonly [number | undefined, number?],
): readonly Filter[] {
  const ref = sql.ref(`albums.${column}`);
  const ends = [
    ...(from === undefined ? [] : [sql`${ref} >= ${from}`]),
    ...(to === undefined ? [] : [sql`${ref} <= ${to}`]),
  ];
  if (ends.length === 0) return [row(column, sql`is not null`)];
  const where = sql.join(ends, sql` and `);
  return [{ where, ids: sql`select albums.id from albums where ${where}` }];
}
