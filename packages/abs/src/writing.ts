import { createHash } from 'node:crypto';
import { EarmarkError, type Fields, type Lease, type PluginContext } from '@earmark/core';
import type { Item } from './answers.ts';
import { chaptersFrom } from './chapters.ts';
import { isAs, valuesOf } from './compare.ts';
import type { Settings } from './options.ts';
import { payloadOf } from './payload.ts';
import type { Server } from './server.ts';

export type Writing = PluginContext & { readonly lease: Lease };

export interface Writer {
  /** Runs the work while nobody else writes to this server, in this process or in another. */
  alone<T>(ctx: Writing, work: (confirm: () => Promise<void>) => Promise<T>): Promise<T>;
  /** Sends what differs, reads it again and gives that. Throws `integrity` where it is not as wanted; then it was put back. */
  write(item: Item, set: Fields, confirm: () => Promise<void>, ctx: Writing): Promise<Item>;
}

const patienceMs = 120_000;
/** A body that ended the connection twice may be what ends the server. */
const mostCuts = 2;

export function createWriter(server: Server, { name, locks }: Settings): Writer {
  let last: Promise<unknown> = Promise.resolve();

  async function leased<T>(ctx: Writing, work: (confirm: () => Promise<void>) => Promise<T>) {
    if (ctx.signal.aborted) throw new EarmarkError('aborted', 'stopped by the caller');
    const own = await locks?.acquire(`${name}:${server.url.href}`, {
      waitMs: patienceMs,
      account: ctx.account,
      signal: ctx.signal,
    });
    try {
      return await work(async () => {
        await ctx.lease.confirm();
        await own?.confirm();
      });
    } finally {
      await own?.release();
    }
  }

  /** Only changed keys go out. Chapters have a way of their own. */
  async function send(item: Item, set: Fields, ctx: Writing): Promise<void> {
    const changed = Object.fromEntries(
      Object.entries(set).filter(([field]) => !isAs([field], { [field]: set[field] ?? [] }, item)),
    );
    const pair = ['series', 'seriespart'].filter((field) => field in set);
    const pairDiffers = pair.length > 0 && !isAs(pair, set, item);
    for (const field of pair) if (pairDiffers) changed[field] = set[field] ?? [];
    const body = payloadOf(changed, item);
    if (Object.keys(body).length > 0)
      await once(body, ctx, () => server.send('PATCH', `api/items/${item.id}/media`, body, ctx));
    if (changed.chapter === undefined) return;
    const chapters = chaptersFrom(changed.chapter, item.media.duration ?? 0);
    await server.send('POST', `api/items/${item.id}/chapters`, { chapters }, ctx);
  }

  async function once(body: unknown, ctx: Writing, work: () => Promise<void>): Promise<void> {
    const digest = createHash('sha256').update(JSON.stringify(body)).digest('hex');
    const key = `cut-${digest.slice(0, 32)}`;
    const cuts = Number((await ctx.state.get(key)) ?? 0);
    if (cuts >= mostCuts)
      throw new EarmarkError(
        'unsupported',
        'Audiobookshelf lost the connection twice when it was sent this change, and may end because of it: it is not sent again. Look at its log, update it, and make the change there by hand.',
      );
    try {
      await work();
    } catch (error) {
      if (EarmarkError.is(error, 'network')) await ctx.state.set(key, cuts + 1);
      throw error;
    }
    if (cuts > 0) await ctx.state.set(key, 0);
  }

  return {
    alone(ctx, work) {
      const turn = last.then(() => leased(ctx, work));
      last = turn.catch(() => undefined);
      return turn;
    },

    async write(item, set, confirm, ctx) {
      const fields = Object.keys(set);
      const before = valuesOf(fields, item);
      await confirm();
      await send(item, set, ctx);
      const after = await server.item(item.id, ctx);
      if (isAs(fields, set, after)) return after;
      const odd = fields.filter((field) => !isAs([field], set, after));
      await send(after, before, ctx);
      const restored = isAs(fields, before, await server.item(item.id, ctx));
      throw new EarmarkError(
        'integrity',
        `Audiobookshelf did not keep what it was sent for ${odd.join(', ')} of ${item.id}. ${restored ? 'It is as it was.' : 'It could not be put back: look at the item.'}`,
      );
    },
  };
}
