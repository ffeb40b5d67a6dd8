import type { Page } from './spec.ts';

/** All rows of a list that comes in pages, a page at a time: what is done with one is done before the next is read. */
export async function* pagesOf<Row>(
  read: (page: Required<Page>) => Promise<readonly Row[]>,
  limit = 500,
): AsyncGenerator<readonly Row[]> {
  for (let offset = 0; ; offset += limit) {
    const page = await read({ limit, offset });
    if (page.length > 0) yield page;
    if (page.length < limit) return;
  }
}

/** All rows of a list whose pages name the next one. */
export async function* rowsOf<Row>(
  read: (after?: string) => Promise<{ readonly items: readonly Row[]; readonly next?: string }>,
): AsyncGenerator<Row> {
  let after: string | undefined;
  do {
    const page = await read(after);
    yield* page.items;
    after = page.next;
  } while (after !== undefined);
}
