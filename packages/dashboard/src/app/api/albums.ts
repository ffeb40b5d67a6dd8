import type { AlbumQuery } from '@earmark/core';
import type { AlbumRow } from '../api/types.ts';
import type { LoadedPage } from '../state/windowed.ts';
import type { AlbumFacets } from '../ui/album-filters.tsx';
import { ask } from './http.ts';

type Words = Record<string, string | number | boolean | undefined>;

/** The query as the API takes it: spans as two words. */
function wordsOf(account: string, query: AlbumQuery): Words {
  const { years, health, confidence, ...rest } = query;
  const span = (name: string, range: readonly [number | undefined, number?] | undefined): Words =>
    range ? { [`${name}From`]: range[0], [`${name}To`]: range[1] } : {};
  return {
    account,
    ...rest,
    ...span('year', years),
    ...span('health', health),
    ...span('confidence', confidence),
  };
}

export async function fetchAlbums(
  account: string,
  query: AlbumQuery,
  signal: AbortSignal,
): Promise<LoadedPage<AlbumRow>> {
  const { body } = await ask<LoadedPage<AlbumRow>>('api/albums', {
    query: wordsOf(account, query),
    signal,
  });
  return body;
}

export async function fetchFacets(
  account: string,
  query: AlbumQuery,
  signal: AbortSignal,
): Promise<AlbumFacets> {
  const { sort: _sort, descending: _descending, ...filter } = query;
  const { body } = await ask<AlbumFacets>('api/albums/facets', {
    query: {
      ...wordsOf(account, filter),
      which: 'genre,year,format,state,issue,silent',
      limit: 100,
    },
    signal,
  });
  return body;
}
