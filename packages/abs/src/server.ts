import { EarmarkError, type HttpInit, type PluginContext } from '@earmark/core';
import type { z } from 'zod';
import { faultOf, type Item, itemAnswer, type Library, librariesAnswer, read } from './answers.ts';
import { itemId, type Settings } from './options.ts';

export interface Server {
  readonly url: URL;
  get<T>(path: string, schema: z.ZodType<T>, ctx: PluginContext): Promise<T>;
  /** A POST that only reads. */
  post<T>(path: string, body: string, schema: z.ZodType<T>, ctx: PluginContext): Promise<T>;
  send(method: Sending, path: string, body: unknown, ctx: PluginContext): Promise<void>;
  item(id: string, ctx: PluginContext): Promise<Item>;
  /** The chosen libraries of books. A name that is none of theirs is refused. */
  libraries(ctx: PluginContext): Promise<readonly Library[]>;
}
type Sending = 'POST' | 'PATCH' | 'DELETE';

export function createServer({ base, token, libraries: chosen }: Settings): Server {
  const init: HttpInit = {
    cacheMs: 0,
    fault: (body, { status }) => faultOf(body, status),
    authorize: async () => ({ authorization: `Bearer ${token}` }),
  };

  async function get<T>(path: string, schema: z.ZodType<T>, { http }: PluginContext): Promise<T> {
    return read(schema, await http.json(new URL(path, base), init), path.split('?')[0] ?? path);
  }

  return {
    url: base,
    get,

    async post(path, body, schema, { http }) {
      const headers = { 'content-type': 'application/json' };
      const asked = { ...init, method: 'POST', body, headers } as const;
      return read(schema, await http.json(new URL(path, base), asked), path);
    },

    async send(method, path, body, { http }) {
      const isForm = body instanceof FormData;
      await http.request(new URL(path, base), {
        ...init,
        method,
        ...(body === undefined
          ? {}
          : isForm
            ? { body }
            : // Without this type it answers 200 and stores nothing.
              { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
    },

    item: (id, ctx) => get(`api/items/${itemId(id)}?expanded=1`, itemAnswer, ctx),

    async libraries(ctx) {
      const { libraries } = await get('api/libraries', librariesAnswer, ctx);
      const books = libraries.filter(({ mediaType }) => mediaType === 'book');
      if (chosen === undefined) return books;
      return chosen.map((wanted) => {
        const found = books.find(({ id, name }) => id === wanted || name === wanted);
        if (found) return found;
        throw new EarmarkError(
          'config',
          `Audiobookshelf has no library of books "${wanted}". It has: ${books.map(({ name }) => name).join(', ') || 'none'}.`,
        );
      });
    },
  };
}
