import type { Json, StoredRecord } from '@earmark/core';

/** Only this package writes these collections: what is in a record is what was put there. */
export const contentOf = <T>(record: StoredRecord): T => record.value as T;

/** An interface's type is no index signature, though its values are JSON. */
export const asJson = (value: object): Json => value as Json;
