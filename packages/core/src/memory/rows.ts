import type { Page } from '../spec.ts';

/** What a database would do: later changes of the caller's object do not reach what was saved. */
export function saved<Row>(row: Row): Row {
  return structuredClone(row);
}

export function paged<Row>(rows: readonly Row[], { limit, offset = 0 }: Page = {}): readonly Row[] {
  return rows.slice(offset, limit === undefined ? undefined : offset + limit);
}

/** The order of the UTF-8 bytes, which is also that of the code points: the same in every database. */
export function byBytes(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
