import type { AlbumQuery } from '@earmark/core';
import { z } from 'zod';
import { weakTag } from '../http/etag.ts';
import { type Operation, ok, operation } from '../operation.ts';
import type { ApiParts } from '../parts.ts';
import { whole } from '../schemas/common.ts';
import {
  albumFilter,
  albumQuery,
  albums,
  decisionQuery,
  decisions,
  facetNames,
  facets,
  fileQuery,
  files,
} from '../schemas/library.ts';
import { createAlbumMatchOperations } from './album-match.ts';
import { createAlbumPage } from './album-page.ts';
import { fileShown } from './file-shown.ts';
import { given, listed } from './listing.ts';
import { decisionShown } from './shown.ts';

const group = 'Albums';
const reads = { for: 'account', scope: 'albums:read', role: 'viewer' } as const;
const filterSchema = z.object(albumFilter);
type AlbumFilter = z.output<typeof filterSchema>;

/** What else a list is asked (its page, its order) is no part of its filter. */
function pickedFilter(query: AlbumFilter): AlbumFilter {
  const names = new Set(Object.keys(albumFilter));
  return Object.fromEntries(Object.entries(query).filter(([name]) => names.has(name)));
}

/** From parameters to the read model's own filter. */
export function albumFilterOf(query: AlbumFilter): AlbumQuery {
  const { yearFrom, yearTo, healthFrom, healthTo, confidenceFrom, confidenceTo, ...plain } =
    pickedFilter(query);
  const range = (from: number | undefined, to: number | undefined) =>
    from === undefined && to === undefined ? undefined : ([from ?? 0, to ?? 1] as const);
  const years: AlbumQuery['years'] | undefined =
    yearFrom === undefined && yearTo === undefined ? undefined : [yearFrom ?? 0, yearTo ?? 9999];
  return given({
    ...plain,
    years,
    health: range(healthFrom, healthTo),
    confidence: range(confidenceFrom, confidenceTo),
  });
}

export function createAlbumOperations(parts: ApiParts): readonly Operation[] {
  return [
    operation({
      id: 'listAlbums',
      method: 'GET',
      path: '/api/albums',
      summary: 'Albums and books, filtered, sorted, a page at a time',
      group,
      access: reads,
      query: albumQuery,
      answers: { 200: { description: 'A page', schema: albums } },
      async handle({ query, account, request }) {
        const browse = await parts.browse(account);
        const filter = albumFilterOf(query);
        return listed(
          parts,
          { name: 'albums', account, url: request.url },
          query,
          (paging) => browse.albums({ ...filter, ...given({ sort: query.sort }), ...paging }),
          (row) => row,
          browse.revision(),
        );
      },
    }),
    operation({
      id: 'listBooks',
      method: 'GET',
      path: '/api/books',
      summary: 'Audiobooks, filtered, sorted, a page at a time',
      group,
      access: reads,
      query: albumQuery.omit({ kind: true }),
      answers: { 200: { description: 'A page', schema: albums } },
      async handle({ query, account, request }) {
        const browse = await parts.browse(account);
        const filter = {
          ...albumFilterOf(query),
          ...given({ sort: query.sort }),
          kind: 'book' as const,
        };
        return listed(
          parts,
          { name: 'books', account, url: request.url },
          query,
          (paging) => browse.albums({ ...filter, ...paging }),
          (row) => row,
          browse.revision(),
        );
      },
    }),
    operation({
      id: 'albumFacets',
      method: 'GET',
      path: '/api/albums/facets',
      summary: 'What the albums that a filter finds have in common, with counts',
      group,
      access: reads,
      query: z.strictObject({
        ...albumFilter,
        which: z
          .string()
          .max(100)
          .transform((words) => words.split(','))
          .pipe(z.array(z.enum(facetNames)).min(1).max(facetNames.length))
          .optional(),
        limit: whole(1, 200).optional(),
      }),
      answers: { 200: { description: 'By facet, most frequent first', schema: facets } },
      async handle({ query: { which = facetNames, limit = 20, ...query }, account }) {
        const browse = await parts.browse(account);
        return ok(await browse.facets(albumFilterOf(query), which, limit), {
          etag: weakTag(await browse.revision()),
        });
      },
    }),
    operation({
      id: 'albumHistogram',
      method: 'GET',
      path: '/api/albums/histogram',
      summary: 'How many albums have which confidence: 20 bins of 0.05',
      group,
      access: reads,
      query: z.strictObject(albumFilter),
      answers: { 200: { description: 'The bins', schema: z.object({ bins: z.array(z.int()) }) } },
      async handle({ query, account }) {
        const browse = await parts.browse(account);
        return ok(
          { bins: await browse.histogram(albumFilterOf(query)) },
          { etag: weakTag(await browse.revision()) },
        );
      },
    }),
    ...createAlbumPage(parts),
    ...createAlbumMatchOperations(parts),
    operation({
      id: 'listFiles',
      method: 'GET',
      path: '/api/files',
      summary: 'Files, filtered and sorted',
      group,
      access: reads,
      query: fileQuery,
      answers: { 200: { description: 'A page', schema: files } },
      async handle({ query, account, request }) {
        const browse = await parts.browse(account);
        const { text, album, root, folder, format, failed, sort } = query;
        return listed(
          parts,
          { name: 'files', account, url: request.url },
          query,
          (paging) =>
            browse.files({
              ...given({ text, album, root, folder, format, failed, sort }),
              ...paging,
            }),
          fileShown,
          browse.revision(),
        );
      },
    }),
    operation({
      id: 'listDecisions',
      method: 'GET',
      path: '/api/decisions',
      summary: 'What was decided, newest first',
      group,
      access: reads,
      query: decisionQuery,
      answers: { 200: { description: 'A page', schema: decisions } },
      async handle({ query, account, request }) {
        const browse = await parts.browse(account);
        const { run, subject, field, band, text, since, confidenceFrom, confidenceTo } = query;
        const { confidence } = albumFilterOf({ confidenceFrom, confidenceTo });
        return listed(
          parts,
          { name: 'decisions', account, url: request.url },
          query,
          (paging) =>
            browse.decisions({
              ...given({ run, subject, field, band, text, since, confidence }),
              ...paging,
            }),
          decisionShown,
          browse.revision(),
        );
      },
    }),
  ];
}
