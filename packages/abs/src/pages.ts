import type { PluginContext } from '@earmark/core';
import type { z } from 'zod';
import { type Listed, listAnswer } from './answers.ts';
import { itemId } from './options.ts';
import type { Server } from './server.ts';

const pageSize = 100;

export interface ItemPage {
  readonly items: readonly Listed[];
  readonly total?: number;
}

/** The books that were added last: one request, and all there are in a small library. */
export async function newestOf(
  server: Server,
  library: string,
  ctx: PluginContext,
  limit = pageSize,
): Promise<ItemPage> {
  const path = `api/libraries/${itemId(library)}/items?limit=${limit}&page=0&sort=addedAt&desc=1&minified=1`;
  return pageFrom(await server.get(path, listAnswer, ctx));
}

const pageFrom = ({ results, total }: z.infer<typeof listAnswer>): ItemPage =>
  typeof total === 'number' ? { items: results, total } : { items: results };

/** A library page by page, oldest first, until one is short: the server's total is missing at times. */
export async function* pagesOf(
  server: Server,
  library: string,
  ctx: PluginContext,
): AsyncIterable<ItemPage> {
  for (let page = 0; ; page += 1) {
    const path = `api/libraries/${itemId(library)}/items?limit=${pageSize}&page=${page}&sort=addedAt&minified=1`;
    const listed = pageFrom(await server.get(path, listAnswer, ctx));
    yield listed;
    if (listed.items.length < pageSize) return;
  }
}
