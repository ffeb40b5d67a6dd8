import {
  asin,
  EarmarkError,
  isbn13,
  type Origin,
  type PluginContext,
  type Subject,
} from '@earmark/core';
import { batchAnswer, type Item, type Listed } from './answers.ts';
import { checkServer } from './check.ts';
import { fieldsOf } from './fields.ts';
import { type AbsOptions, hostsOf, itemId, settingsOf } from './options.ts';
import { pagesOf } from './pages.ts';
import { createServer, type Server } from './server.ts';
import { subjectItem, subjectOf, targetOf } from './targets.ts';
import { isThere, watchBooks } from './watching.ts';

/** The books of Audiobookshelf, as they are there: missing and invalid ones, and podcasts, are left out. */
export function createAbsOrigin(options: AbsOptions): Origin {
  const settings = settingsOf(options, 'createAbsOrigin');
  const { name } = settings;
  const server = createServer(settings);

  return {
    spec: 1,
    kind: 'origin',
    name,
    hosts: hostsOf(settings),

    async *subjects(ctx) {
      const seen = new Set<string>();
      let expected = 0;
      for (const library of await server.libraries(ctx)) {
        let known = false;
        for await (const { items, total } of pagesOf(server, library.id, ctx)) {
          if (!known && total !== undefined) {
            expected += total;
            ctx.report.expect(expected);
            known = true;
          }
          // A scan that runs meanwhile moves items to another page.
          const fresh = items.filter((item) => isThere(item) && !seen.has(item.id));
          for (const { id } of fresh) seen.add(id);
          for (const item of await whole(fresh, server, ctx))
            if (isThere(item)) yield toSubject(name, item);
          ctx.report.progress(seen.size, Math.max(expected, seen.size));
        }
      }
    },

    async get(id, ctx) {
      const item = subjectItem(id, name);
      if (item === undefined) return undefined;
      try {
        const found = await server.item(itemId(item), ctx);
        return isThere(found) ? toSubject(name, found) : undefined;
      } catch (error) {
        if (EarmarkError.is(error, 'not-found')) return undefined;
        throw error;
      }
    },

    watch: (ctx) => watchBooks(server, settings, ctx),

    check: (ctx) => checkServer(server, ctx),
  };
}

/** Lists have names joined by commas; only whole items tell them apart. Those that have just gone are left out. */
async function whole(items: readonly Listed[], server: Server, ctx: PluginContext) {
  if (items.length === 0) return [];
  const body = JSON.stringify({ libraryItemIds: items.map(({ id }) => id) });
  return (await server.post('api/items/batch/get', body, batchAnswer, ctx)).libraryItems;
}

export function toSubject(name: string, item: Item): Subject {
  const { metadata, duration, numTracks } = item.media;
  const { authors, narrators, series, publisher, language } = metadata;
  const year = Number(/^\d{4}/.exec(String(metadata.publishedYear ?? ''))?.[0] ?? 0);
  const ids = {
    asin: asin(metadata.asin ?? ''),
    isbn13: isbn13(metadata.isbn ?? ''),
  };
  const known = Object.entries(ids).filter((entry): entry is [string, string] => Boolean(entry[1]));
  // A file that could not be probed counts nothing.
  const seconds = numTracks === 0 ? undefined : duration;
  return {
    kind: 'book',
    id: subjectOf(name, item),
    title: metadata.title ?? '',
    creators: (authors ?? []).map(({ name: author }) => author),
    ...(narrators?.length ? { narrators } : {}),
    ...(series?.length
      ? {
          series: series.map(({ name: title, sequence }) =>
            sequence ? { name: title, sequence } : { name: title },
          ),
        }
      : {}),
    ...(year > 0 ? { year } : {}),
    ...(seconds ? { durationSeconds: seconds } : {}),
    ...(publisher ? { publisher } : {}),
    ...(language ? { language } : {}),
    ...(known.length > 0 ? { ids: Object.fromEntries(known) } : {}),
    targets: [{ sink: name, id: targetOf(name, item), fields: fieldsOf(item) }],
  };
}
