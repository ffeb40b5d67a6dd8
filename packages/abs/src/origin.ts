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

const everyMinute = 60_000;

/** The books of Audiobookshelf, as they are there: missing and invalid ones, and podcasts, are left out. */
export function createAbsOrigin(options: AbsOptions): Origin {
  const settings = settingsOf(options, 'createAbsOrigin');
  const { name, pollMs = everyMinute } = settings;
  const server = createServer(settings);

  async function updates(ctx: PluginContext): Promise<Map<string, number>> {
    const seen = new Map<string, number>();
    for (const { id } of await server.libraries(ctx))
      for await (const { items } of pagesOf(server, id, ctx))
        for (const item of items) if (isThere(item)) seen.set(item.id, item.updatedAt);
    return seen;
  }

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

    async *watch(ctx) {
      let before = await updates(ctx);
      for (;;) {
        await ctx.clock.sleep(pollMs, ctx.signal);
        let now: Map<string, number>;
        try {
          now = await updates(ctx);
        } catch (error) {
          if (!EarmarkError.is(error, 'network', 'quota', 'bad-response')) throw error;
          ctx.log.warn('Audiobookshelf does not answer; its changes are looked for again later', {
            message: error.message,
          });
          continue;
        }
        for (const [id, at] of now) {
          const known = before.get(id);
          if (known === at) continue;
          yield {
            subject: subjectOf(name, { id }),
            what: known === undefined ? 'added' : 'changed',
          };
        }
        for (const id of before.keys())
          if (!now.has(id)) yield { subject: subjectOf(name, { id }), what: 'removed' };
        before = now;
      }
    },

    check: (ctx) => checkServer(server, ctx),
  };
}

const isThere = ({ isMissing, isInvalid, mediaType }: Listed) =>
  isMissing !== true && isInvalid !== true && mediaType === 'book';

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
