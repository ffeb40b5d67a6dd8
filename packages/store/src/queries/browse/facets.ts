import type { AlbumQuery, Browse, FacetName, FacetValue } from '@earmark/core';
import { type Kysely, sql } from 'kysely';
import type { AccountSchema } from '../../schema/account.ts';
import { albumFilters } from './album-filters.ts';
import { allOf, type Found, foundBy, fromOf } from './found.ts';
import type { Ask } from './kept.ts';

const usualFacets = 50;
const bins = 20;
const ofTerms: ReadonlySet<FacetName> = new Set(['genre', 'format', 'creator', 'silent', 'issue']);

export function createFacets(
  db: Kysely<AccountSchema>,
  ask: Ask,
): Pick<Browse, 'facets' | 'histogram'> {
  async function facet(query: AlbumQuery, name: FacetName, limit: number) {
    const found = allOf(await foundBy(db, 'albums', albumFilters(query, name)));
    const counted = ofTerms.has(name) ? termsOf(found, name) : columnOf(found, name);
    const rows = await ask(sql<{ value: string | number; total: number }>`${found.hit}
      select value, count(*) as total from (${counted}) as counted
      group by value order by total desc, value limit ${limit}`);
    return rows.map(
      ({ value, total }): FacetValue => ({ value: String(value), count: Number(total) }),
    );
  }

  return {
    async facets<Name extends FacetName>(
      query: AlbumQuery,
      which: readonly Name[],
      limit = usualFacets,
    ) {
      const found: [Name, readonly FacetValue[]][] = [];
      for (const name of which) found.push([name, await facet(query, name, limit)]);
      return Object.fromEntries(found) as Record<Name, readonly FacetValue[]>;
    },
    async histogram(query = {}) {
      const found = allOf(await foundBy(db, 'albums', albumFilters(query)));
      const from = fromOf(found, [...found.where, sql`albums.confidence is not null`]);
      const rows = await ask(sql<{ bin: number; total: number }>`${found.hit}
        select floor(albums.confidence * ${sql.lit(bins)}) as bin, count(*) as total
        from ${from} group by bin`);
      const counts = Array.from({ length: bins }, () => 0);
      for (const { bin, total } of rows) {
        const at = Math.min(Number(bin), bins - 1);
        counts[at] = (counts[at] ?? 0) + Number(total);
      }
      return counts;
    },
  };
}

function columnOf(found: Found, name: FacetName) {
  const column = sql.ref(`albums.${name}`);
  const from = fromOf(found, [...found.where, sql`${column} is not null`]);
  return sql`select ${column} as value from ${from}`;
}

function termsOf(found: Found, kind: FacetName) {
  if (found.where.length === 0 && found.join === undefined)
    return sql`select t.term as value from album_terms t where t.kind = ${kind}`;
  const albums = sql`select albums.id from ${fromOf(found, found.where)}`;
  return sql`select t.term as value from (${albums}) as a
    cross join album_terms t where t.album = a.id and t.kind = ${kind}`;
}
