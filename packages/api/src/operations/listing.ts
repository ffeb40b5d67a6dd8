import type { BrowsePage, BrowsePaging } from '@earmark/core';
import { weakTag } from '../http/etag.ts';
import type { Answer } from '../operation.ts';
import { ok } from '../operation.ts';
import type { ApiParts } from '../parts.ts';

export interface ListQuery {
  readonly limit?: number | undefined;
  readonly after?: string | undefined;
  readonly offset?: number | undefined;
  readonly count?: boolean | undefined;
  readonly descending?: boolean | undefined;
}

/** Without the keys that nothing was given for: `exactOptionalPropertyTypes` tells them apart. */
export function given<T extends object>(
  value: T,
): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };
}

/** One page of a list: its cursor is this list's alone, its ETag the account's revision. */
export async function listed<Row>(
  { cursors }: ApiParts,
  list: { readonly name: string; readonly account: string; readonly url: string },
  query: ListQuery,
  read: (paging: BrowsePaging) => Promise<BrowsePage<Row>>,
  /** One row may be several items. */
  show: (row: Row) => object | readonly object[],
  revision: Promise<number>,
): Promise<Answer> {
  const { limit, after: cursor, offset, count, descending, ...filter } = query;
  const of = JSON.stringify([
    list.name,
    list.account,
    descending,
    Object.entries(given(filter)).sort(),
  ]);
  const after = await cursors.unwrap(cursor, of);
  const page = await read(given({ limit, after, offset, count, descending }));
  const next = await cursors.wrap(page.next, of);
  return ok(
    { items: page.items.flatMap(show), ...given({ next, total: page.total }) },
    {
      etag: weakTag(await revision),
      ...(next === undefined
        ? {}
        : { headers: { link: `<${nextUrl(list.url, next)}>; rel="next"` } }),
    },
  );
}

function nextUrl(url: string, next: string): string {
  const { pathname, searchParams } = new URL(url);
  searchParams.delete('offset');
  searchParams.set('after', next);
  return `${pathname}?${searchParams}`;
}
