import { rowsOf } from '@earmark/core';
import { z } from 'zod';
import type { Operation } from '../operation.ts';
import { operation } from '../operation.ts';
import type { ApiParts } from '../parts.ts';
import { albumFilter, albums, changes, decisions } from '../schemas/library.ts';
import { albumFilterOf } from './albums.ts';
import { csvLine } from './csv.ts';
import { given } from './listing.ts';
import { changesShown, decisionShown } from './shown.ts';

const pageSize = 500;
const kinds = ['albums', 'decisions', 'changes'] as const;
const formats = ['csv', 'json', 'ndjson'] as const;
/** All that a row may have: most leave something out. */
const columns = {
  albums: Object.keys(albums.shape.items.element.shape),
  decisions: Object.keys(decisions.shape.items.element.shape),
  changes: Object.keys(changes.shape.items.element.shape),
} as const;
const types = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  ndjson: 'application/x-ndjson',
} as const;

export function createExportOperations(parts: ApiParts): readonly Operation[] {
  return [
    operation({
      id: 'export',
      method: 'GET',
      path: '/api/export',
      summary:
        'Albums (with the filter of their list), decisions or changes, whole: as CSV, as JSON, or as one JSON object a line (ndjson)',
      group: 'Albums',
      access: { for: 'account', scope: 'albums:read', role: 'viewer' },
      query: z.strictObject({
        ...albumFilter,
        what: z.enum(kinds).optional(),
        format: z.enum(formats),
        fileFormat: albumFilter.format,
      }),
      answers: { 200: { description: 'A file', type: 'text/csv', schema: z.string() } },
      async handle({ query: { what = 'albums', format, fileFormat, ...filter }, account }) {
        const browse = await parts.browse(account);
        const rows = {
          albums: () =>
            every(
              (after) =>
                browse.albums({
                  ...albumFilterOf({ ...filter, format: fileFormat }),
                  ...page(after),
                }),
              (row) => ({ ...row }),
            ),
          decisions: () => every((after) => browse.decisions({ ...page(after) }), decisionShown),
          changes: () => every((after) => browse.receipts({ ...page(after) }), changesShown),
        }[what]();
        return new Response(
          ReadableStream.from(writers[format](rows, columns[what])).pipeThrough(
            new TextEncoderStream(),
          ),
          {
            headers: {
              'content-type': types[format],
              'content-disposition': `attachment; filename="${account}-${what}.${format}"`,
            },
          },
        );
      },
    }),
  ];
}

const page = (after: string | undefined) => given({ limit: pageSize, after });

async function* every<Row>(
  read: Parameters<typeof rowsOf<Row>>[0],
  show: (row: Row) => object | readonly object[],
): AsyncIterable<object> {
  for await (const row of rowsOf(read)) yield* [show(row)].flat();
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
