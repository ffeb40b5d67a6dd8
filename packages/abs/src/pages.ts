import type { PluginContext } from '@earmark/core';
import { type Listed, listAnswer } from './answers.ts';
import { itemId } from './options.ts';
import type { Server } from './server.ts';

const pageSize = 100;

export interface ItemPage {
  readonly items: readonly Listed[];
  readonly total?: number;
}

/** A library page by page, oldest first, until one is short: the server's total is missing at times. */
export async function* pagesOf(
  server: Server,
  library: string,
  ctx: PluginContext,
): AsyncIterable<ItemPage> {
  for (let page = 0; ; page += 1) {
    const path = `api/libraries/${itemId(library)}/items?limit=${pageSize}&page=${page}&sort=addedAt&minified=1`;
    const { results, total } = await server.get(path, listAnswer, ctx);
    yield typeof total === 'number' ? { items: results, total } : { items: results };
    if (results.length < pageSize) return;
  }
}
