import { type Fault, type HttpResponse, readAnswer } from '@earmark/spec';
import { z } from 'zod';

const artist = z.object({ name: z.string() });
const hit = z.object({
  id: z.union([z.number(), z.string()]).transform(String),
  title: z.string(),
  link: z.string().nullish(),
  nb_tracks: z.number().nullish(),
  record_type: z.string().nullish(),
  cover_xl: z.string().nullish(),
  artist: artist.nullish(),
});

export const albumSearch = z.object({ data: z.array(hit) });
export const album = hit.extend({
  upc: z.string().nullish(),
  label: z.string().nullish(),
  release_date: z.string().nullish(),
  duration: z.number().nullish(),
  genres: z.object({ data: z.array(z.object({ name: z.string() })).nullish() }).nullish(),
  contributors: z.array(artist).nullish(),
  tracks: z
    .object({
      data: z
        .array(
          z.object({
            title: z.string(),
            duration: z.number().nullish(),
            artist: artist.nullish(),
          }),
        )
        .nullish(),
    })
    .nullish(),
});

export type Hit = z.infer<typeof hit>;
export type Album = z.infer<typeof album>;

export const read = <T>(schema: z.ZodType<T>, body: unknown, what: string): T =>
  readAnswer(schema, body, { plugin: 'deezer', what });

const failure = z.object({
  error: z.union([
    z.string(),
    z.object({ message: z.string().nullish(), code: z.number().nullish() }),
  ]),
});

const quota = 4;
const busy = 700;
const noData = 800;

/** Without a key there is nothing to refuse but the address, and that passes. */
const refused: Fault = {
  code: 'quota',
  message:
    'Deezer answered 403: it refuses this address for now, as it does after too many requests. No key is needed: wait, or ask from another address.',
};

/** Deezer says 200 and puts the error inside. Where it is mere text, the status says what it is. */
export function faultOf(body: unknown, { status }: HttpResponse): Fault | undefined {
  if (status === 403) return refused;
  const failed = failure.safeParse(body);
  if (!failed.success) return undefined;
  const { error } = failed.data;
  if (typeof error === 'string')
    return status === 200 ? { code: 'bad-response', message: `Deezer: ${error}` } : undefined;
  const message = `Deezer: ${error.message ?? 'an error'} (code ${error.code ?? 'unknown'})`;
  if (error.code === quota) return { code: 'quota', message };
  if (error.code === busy) return { code: 'network', message };
  return { code: error.code === noData ? 'not-found' : 'bad-response', message };
}
