import type { Records, StoredRecord } from './ports.ts';
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

/** All records of a collection by their keys, those below a prefix alone where there is one. Read a page at a time. */
export async function* everyRecord(
  records: Pick<Records, 'list'>,
  collection: string,
  prefix = '',
  limit = 500,
): AsyncGenerator<StoredRecord> {
  yield* rowsOf(async (after) => {
    const items = await records.list(collection, {
      prefix,
      limit,
      ...(after === undefined ? {} : { after }),
    });
    const last = items.length < limit ? undefined : items.at(-1);
    return last ? { items, next: last.key } : { items };
  });
}
