import { type AlbumQuery, type Browse, rowsOf } from '@earmark/core';
import { csvLine } from './operations/csv.ts';
import { changesShown, decisionShown } from './operations/shown.ts';
import { albums, changes, decisions } from './schemas/library.ts';

export const exportKinds = ['albums', 'decisions', 'changes'] as const;
export const exportFormats = ['csv', 'json', 'ndjson'] as const;
export interface ExportRequest {
  readonly what: (typeof exportKinds)[number];
  readonly format: (typeof exportFormats)[number];
  /** Which albums; decisions and changes are all of the account. */
  readonly filter?: AlbumQuery;
}

const pageSize = 500;
/** All that a row may have: most leave something out. */
const columns = {
  albums: Object.keys(albums.shape.items.element.shape),
  decisions: Object.keys(decisions.shape.items.element.shape),
  changes: Object.keys(changes.shape.items.element.shape),
} as const;

/** A whole list of an account as text, a page at a time: in memory there is never more. */
export function exportOf(
  browse: Browse,
  { what, format, filter = {} }: ExportRequest,
): AsyncIterable<string> {
  const page = (after?: string) => ({ limit: pageSize, ...(after === undefined ? {} : { after }) });
  const rows = {
    albums: () =>
      every(
        (after) => browse.albums({ ...filter, ...page(after) }),
        (row) => [row],
      ),
    decisions: () =>
      every(
        (after) => browse.decisions(page(after)),
        (row) => [decisionShown(row)],
      ),
    changes: () => every((after) => browse.receipts(page(after)), changesShown),
  }[what]();
  return writers[format](rows, columns[what]);
}

async function* every<Row>(
  read: Parameters<typeof rowsOf<Row>>[0],
  show: (row: Row) => readonly object[],
): AsyncIterable<object> {
  for await (const row of rowsOf(read)) yield* show(row);
}

type Rows = AsyncIterable<object>;
const writers = {
  async *csv(rows: Rows, columns: readonly string[]) {
    yield csvLine(columns);
    for await (const row of rows) {
      const values = row as Readonly<Record<string, unknown>>;
      yield csvLine(columns.map((column) => values[column]));
    }
  },
  async *json(rows: Rows) {
    let before = '[\n';
    for await (const row of rows) {
      yield before + JSON.stringify(row);
      before = ',\n';
    }
    yield before === ',\n' ? '\n]\n' : '[]\n';
  },
  async *ndjson(rows: Rows) {
    for await (const row of rows) yield `${JSON.stringify(row)}\n`;
  },
};
