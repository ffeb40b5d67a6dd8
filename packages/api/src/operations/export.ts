import { z } from 'zod';
import { exportFormats, exportKinds, exportOf } from '../export.ts';
import type { Operation } from '../operation.ts';
import { operation } from '../operation.ts';
import type { ApiParts } from '../parts.ts';
import { albumFilter } from '../schemas/library.ts';
import { albumFilterOf } from './albums.ts';

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
        what: z.enum(exportKinds).optional(),
        format: z.enum(exportFormats),
        fileFormat: albumFilter.format,
      }),
      answers: {
        200: {
          description: 'A file',
          type: ['text/csv', 'application/json', 'application/x-ndjson'],
          schema: z.string(),
        },
      },
      async handle({ query: { what = 'albums', format, fileFormat, ...query }, account }) {
        const filter = albumFilterOf({ ...query, format: fileFormat });
        const text = exportOf(await parts.browse(account), { what, format, filter });
        return new Response(ReadableStream.from(text).pipeThrough(new TextEncoderStream()), {
          headers: {
            'content-type': types[format],
            'content-disposition': `attachment; filename="${account}-${what}.${format}"`,
          },
        });
      },
    }),
  ];
}
