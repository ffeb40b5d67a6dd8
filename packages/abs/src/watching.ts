import { EarmarkError, type Origin, type PluginContext } from '@earmark/core';
import type { Listed } from './answers.ts';
import type { Settings } from './options.ts';
import { newestOf, pagesOf } from './pages.ts';
import type { Server } from './server.ts';
import { subjectOf } from './targets.ts';

const everyMinute = 60_000;
const everyTenMinutes = 600_000;

/** What was there when it was looked at: when each book last changed, and how long each library's list is. */
interface Seen {
  readonly walkedAt: number;
  readonly books: ReadonlyMap<string, number>;
  readonly totals: ReadonlyMap<string, number>;
}

export const isThere = ({ isMissing, isInvalid, mediaType }: Listed) =>
  isMissing !== true && isInvalid !== true && mediaType === 'book';

/**
 * Looks at the newest page of each library, which tells what was added, and everything of a small one. All of it is
 * walked where that page or the number of books says that there is more to know, and else now and then: the server
 * cannot be asked for what has changed since.
 */
export async function* watchBooks(
  server: Server,
  { name, pollMs = everyMinute, walkMs = everyTenMinutes }: Settings,
  ctx: PluginContext,
): ReturnType<NonNullable<Origin['watch']>> {
  let before = await walk(server, ctx);
  for (;;) {
    await ctx.clock.sleep(pollMs, ctx.signal);
    let now: Seen;
    try {
      const isDue = ctx.clock.now() - before.walkedAt >= walkMs;
      now = (isDue ? undefined : await glance(before, server, ctx)) ?? (await walk(server, ctx));
    } catch (error) {
      if (!EarmarkError.is(error, 'network', 'quota', 'bad-response')) throw error;
      ctx.log.warn('Audiobookshelf does not answer; its changes are looked for again later', {
        message: error.message,
      });
      continue;
    }
    for (const [id, at] of now.books) {
      const known = before.books.get(id);
      if (known === at) continue;
      const what = known === undefined ? 'added' : 'changed';
      yield { subject: subjectOf(name, { id }), what };
    }
    for (const id of before.books.keys())
      if (!now.books.has(id)) yield { subject: subjectOf(name, { id }), what: 'removed' };
    before = now;
  }
}

async function walk(server: Server, ctx: PluginContext): Promise<Seen> {
  const walkedAt = ctx.clock.now();
  const books = new Map<string, number>();
  const totals = new Map<string, number>();
  for (const { id: library } of await server.libraries(ctx)) {
    totals.set(library, 0);
    for await (const { items, total } of pagesOf(server, library, ctx)) {
      if (total !== undefined) totals.set(library, total);
      for (const item of items) if (isThere(item)) books.set(item.id, item.updatedAt);
    }
  }
  return { walkedAt, books, totals };
}

/** What the newest pages say; nothing where all has to be walked. */
async function glance(before: Seen, server: Server, ctx: PluginContext): Promise<Seen | undefined> {
  const books = new Map(before.books);
  const totals = new Map<string, number>();
  for (const [library, known] of before.totals) {
    const { items, total = known } = await newestOf(server, library, ctx);
    const isMore = items.filter((item) => isThere(item) && !books.has(item.id)).length;
    if (total - isMore !== known) return undefined;
    totals.set(library, total);
    for (const item of items) {
      if (isThere(item)) books.set(item.id, item.updatedAt);
      else books.delete(item.id);
    }
  }
  return { ...before, books, totals };
}
