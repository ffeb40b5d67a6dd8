import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  type Change,
  type Diff,
  EarmarkError,
  type PictureChange,
  type Plan,
  type PluginContext,
} from '@earmark/core';
import type { Server } from './server.ts';
import { unsupported } from './unsupported.ts';

type PictureOf = Extract<Change, { readonly kind: 'picture' }>;
type Put = Extract<PictureChange, { readonly action: 'put' }>;

/** The server tells a picture's kind by its file's name alone. */
const extensions = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' } as const;

/** Covers for books that have none: by upload, as the server fetches nothing from this network. */
export function createCovers(server: Server) {
  const hasCover = async (id: string, ctx: PluginContext) =>
    Boolean((await server.item(id, ctx)).media.coverPath);

  async function bytesOf({ bytes, digest }: Put): Promise<Uint8Array> {
    const read = await readFile(bytes);
    if (createHash('sha256').update(read).digest('hex') === digest) return read;
    throw new EarmarkError('conflict', `The picture ${bytes} has changed since it was chosen.`);
  }

  const put = ({ change }: Plan): Put => {
    if (change.kind === 'picture' && change.picture.action === 'put') return change.picture;
    throw unsupported('it keeps a cover that it has');
  };

  async function upload(picture: Put, id: string, ctx: PluginContext): Promise<string> {
    const form = new FormData();
    const blob = new Blob([Uint8Array.from(await bytesOf(picture))], { type: picture.mime });
    form.set('cover', blob, `cover.${extensions[picture.mime]}`);
    await server.send('POST', `api/items/${id}/cover`, form, ctx);
    if (await hasCover(id, ctx)) return picture.digest;
    throw new EarmarkError('integrity', `Audiobookshelf did not keep the cover of ${id}.`);
  }

  return {
    async plan(change: PictureOf, id: string, ctx: PluginContext): Promise<Plan> {
      if (change.picture.action !== 'put') throw unsupported('covers are only added');
      const has = await hasCover(id, ctx);
      const diff = has ? [] : [{ field: 'picture', before: [], after: [change.picture.digest] }];
      return { id: randomUUID(), change, diff, fingerprint: String(has) };
    },

    async apply(plan: Plan, id: string, confirm: () => Promise<void>, ctx: PluginContext) {
      const picture = put(plan);
      if (plan.diff.length === 0 || (await hasCover(id, ctx))) return picture.digest;
      await confirm();
      return upload(picture, id, ctx);
    },

    async inspect(_: Plan, id: string, ctx: PluginContext) {
      return (await hasCover(id, ctx)) ? ('after' as const) : ('before' as const);
    },

    async revert(
      back: readonly Diff[],
      id: string,
      confirm: () => Promise<void>,
      ctx: PluginContext,
    ) {
      if (back.some(({ after }) => after.length > 0))
        throw unsupported('a cover that was taken back is not kept: choose it again');
      if (await hasCover(id, ctx)) {
        await confirm();
        await server.send('DELETE', `api/items/${id}/cover`, undefined, ctx);
      }
      return 'false';
    },
  };
}
