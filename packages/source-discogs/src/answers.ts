import { readAnswer } from '@earmark/core';
import { z } from 'zod';

const texts = z.array(z.string()).nullish();
const number = z.coerce.number().nullish().catch(undefined);

/** In a search the lists are called `genre` and `style`, everywhere else `genres` and `styles`. */
const hit = z.object({
  id: z.number(),
  type: z.string().nullish(),
  title: z.string(),
  year: number,
  country: z.string().nullish(),
  genre: texts,
  style: texts,
  label: z.union([texts, z.string().transform((only) => [only])]).nullish(),
  barcode: texts,
  format: texts,
  master_id: z.number().nullish(),
  uri: z.string().nullish(),
});
export const search = z.object({ results: z.array(hit) });

const credit = z.object({
  name: z.string(),
  anv: z.string().nullish(),
  role: z.string().nullish(),
  /** Which tracks it is about; empty: all of them. */
  tracks: z.string().nullish(),
});
const credits = z.array(credit).nullish();
export const work = z.object({
  id: z.number(),
  title: z.string(),
  year: number,
  artists: credits,
  extraartists: credits,
  genres: texts,
  styles: texts,
  labels: z.array(z.object({ name: z.string() })).nullish(),
  images: z.array(z.object({ type: z.string().nullish(), uri: z.string().nullish() })).nullish(),
  tracklist: z
    .array(
      z.object({
        title: z.string(),
        position: z.string().nullish(),
        duration: z.string().nullish(),
        type_: z.string().nullish(),
        extraartists: credits,
      }),
    )
    .nullish(),
});

export type Credit = z.infer<typeof credit>;
export type Hit = z.infer<typeof hit>;
export type Work = z.infer<typeof work>;

export const read = <T>(schema: z.ZodType<T>, body: unknown, what: string): T =>
  readAnswer(schema, body, { plugin: 'discogs', what });
