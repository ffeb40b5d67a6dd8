import type { Json, Records, StoredRecord } from '@earmark/core';

const pageSize = 200;

/** All records below a prefix, a page at a time. */
export async function* everyRecord(
  records: Records,
  collection: string,
  prefix = '',
): AsyncIterable<StoredRecord> {
  for (let after: string | undefined; ; ) {
    const page = await records.list(collection, {
      prefix,
      limit: pageSize,
      ...(after === undefined ? {} : { after }),
    });
    yield* page;
    if (page.length < pageSize) return;
    after = page.at(-1)?.key;
  }
}

/** Only this package writes these collections: what is in a record is what was put there. */
export const contentOf = <T>(record: StoredRecord): T => record.value as T;

/** An interface's type is no index signature, though its values are JSON. */
export const asJson = (value: object): Json => value as Json;
