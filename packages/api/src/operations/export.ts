import { z } from 'zod';
import type { Operation } from '../operation.ts';
import { operation } from '../operation.ts';
import type { ApiParts } from '../parts.ts';
import { albumFilter } from '../schemas/library.ts';
import { albumFilterOf } from './albums.ts';
import { csvLine } from './csv.ts';
import { given } from './listing.ts';
import { changesShown, decisionShown } from './shown.ts';

const pageSize = 500;
const kinds = ['albums', 'decisions', 'changes'] as const;

export function createExportOperations(parts: ApiParts): readonly Operation[] {
  return [
    operation({
      id: 'export',
      method: 'GET',
      path: '/api/export',
      summary:
        'Albums (with the filter of their list), decisions or changes, whole, as CSV or as one JSON object a line',
      group: 'Albums',
      access: { for: 'account', scope: 'albums:read', role: 'viewer' },
      query: z.strictObject({
        ...albumFilter,
        what: z.enum(kinds).optional(),
        format: z.enum(['csv', 'json']),
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
        const type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson';
        const extension = format === 'csv' ? 'csv' : 'ndjson';
        return new Response(
          ReadableStream.from(written(rows, format)).pipeThrough(new TextEncoderStream()),
          {
            headers: {
              'content-type': type,
              'content-disposition': `attachment; filename="${account}-${what}.${extension}"`,
            },
          },
        );
      },
    }),
  ];
}

const page = (after: string | undefined) => given({ limit: pageSize, after });

async function* every<Row>(
  read: (
    after: string | undefined,
  ) => Promise<{ readonly items: readonly Row[]; readonly next?: string }>,
  show: (row: Row) => object | readonly object[],
): AsyncIterable<object> {
  for (let after: string | undefined; ; ) {
    const found = await read(after);
    yield* found.items.flatMap(show);
    after = found.next;
    if (after === undefined) return;
  }
}

async function* written(
  rows: AsyncIterable<object>,
  format: 'csv' | 'json',
): AsyncIterable<string> {
  let columns: readonly string[] | undefined;
  for await (const row of rows) {
    if (format === 'json') yield `${JSON.stringify(row)}\n`;
    else {
      if (!columns) {
        columns = Object.keys(row);
        yield csvLine(columns);
      }
      const values = row as Readonly<Record<string, unknown>>;
      yield csvLine(columns.map((column) => values[column]));
    }
  }
}
