import { type Fault, readAnswer } from '@earmark/spec';
import { z } from 'zod';

/** Numbers come as strings, one item without its list, and nothing as an empty string. */
const number = z.coerce.number().nullish().catch(undefined);
const listOf = <T extends z.ZodType>(item: T) =>
  z.union([z.array(item), item.transform((only) => [only]), z.literal('').transform(() => [])]);

const hit = z.object({
  name: z.string(),
  artist: z.string(),
  mbid: z.string().nullish(),
  url: z.string().nullish(),
});
export const albumSearch = z.object({
  results: z.object({
    albummatches: z.union([
      z.object({ album: listOf(hit) }),
      z.literal('').transform(() => ({ album: [] })),
    ]),
  }),
});

const track = z.object({ name: z.string(), duration: number });
export const albumInfo = z.object({
  album: z.object({
    name: z.string(),
    artist: z.string(),
    mbid: z.string().nullish(),
    listeners: number,
    url: z.string().nullish(),
    tracks: z
      .union([z.object({ track: listOf(track) }), z.literal('').transform(() => ({ track: [] }))])
      .nullish(),
  }),
});

const tag = z.object({ name: z.union([z.string(), z.number().transform(String)]), count: number });
export const topTags = z.object({ toptags: z.object({ tag: listOf(tag).nullish() }) });

export type Hit = z.infer<typeof hit>;
export type AlbumInfo = z.infer<typeof albumInfo>['album'];
export type Tag = z.infer<typeof tag>;

export const read = <T>(schema: z.ZodType<T>, body: unknown, what: string): T =>
  readAnswer(schema, body, { plugin: 'lastfm', what });

const failure = z.object({ error: z.number(), message: z.string().nullish() });

const codes: Readonly<Record<number, Fault['code']>> = {
  4: 'auth',
  6: 'not-found',
  8: 'network',
  9: 'auth',
  10: 'auth',
  11: 'network',
  16: 'network',
  26: 'auth',
  29: 'quota',
};

/** Last.fm says 200 and puts the error inside. */
export function faultOf(body: unknown): Fault | undefined {
  const failed = failure.safeParse(body);
  if (!failed.success) return undefined;
  const { error, message } = failed.data;
  return {
    code: codes[error] ?? 'bad-response',
    message: `Last.fm: ${message ?? 'an error'} (code ${error})`,
  };
}
