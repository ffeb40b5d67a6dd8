import { readAnswer } from '@earmark/spec';
import { z } from 'zod';

export const token = z.object({ access_token: z.string(), expires_in: z.number() });

export const tokenRefusal = z.object({
  error: z.enum(['invalid_client', 'unauthorized_client', 'invalid_request', 'access_denied']),
  error_description: z.string().nullish(),
});

const artist = z.object({ id: z.string(), name: z.string() });
const album = z.object({
  id: z.string(),
  name: z.string(),
  album_type: z.string().nullish(),
  release_date: z.string().nullish(),
  total_tracks: z.number().nullish(),
  artists: z.array(artist).nullish(),
  external_ids: z.object({ upc: z.string().nullish() }).nullish(),
  external_urls: z.object({ spotify: z.string().nullish() }).nullish(),
});
/** A list may hold nulls. */
export const search = z.object({ albums: z.object({ items: z.array(album.nullish()) }) });
/** Deprecated, may be missing, is often empty. */
export const artistGenres = z.object({ id: z.string(), genres: z.array(z.string()).nullish() });

export type Album = z.infer<typeof album>;

export const read = <T>(schema: z.ZodType<T>, body: unknown, what: string): T =>
  readAnswer(schema, body, { plugin: 'spotify', what });
