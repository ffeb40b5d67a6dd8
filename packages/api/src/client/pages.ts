import type { Answer, Arguments, Client, Route } from './client.ts';

/** Routes whose answer is a list with pages. */
export type ListRoute = {
  [Name in Route]: Answer<Name> extends {
    readonly items: readonly unknown[];
    readonly next?: string | undefined;
  }
    ? Name
    : never;
}[Route];
type Item<Name extends ListRoute> =
  Answer<Name> extends { readonly items: readonly (infer Each)[] } ? Each : never;

/** Every item of a list, a page at a time as they are taken: `for await (const album of pages(client, 'GET /api/albums'))`. */
export async function* pages<Name extends ListRoute>(
  client: Client,
  route: Name,
  ...[input]: Arguments<Name>
): AsyncGenerator<Item<Name>, void, undefined> {
  for (let after: string | undefined; ; ) {
    const { query, ...rest } = (input ?? {}) as { readonly query?: object };
    const asked = { ...rest, query: { ...query, ...(after === undefined ? {} : { after }) } };
    const page = await client.call(route, ...([asked] as unknown as Arguments<Name>));
    const { items, next } = page as {
      readonly items: readonly Item<Name>[];
      readonly next?: string;
    };
    yield* items;
    if (next === undefined) return;
    after = next;
  }
}
