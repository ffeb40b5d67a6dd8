import { readAnswer } from '@earmark/core';
import { z } from 'zod';

/** Only the fields that are used; everything else may come, go or be null. */
const label = z.object({ name: z.string(), count: z.number().nullish() });
const aliases = z.array(z.object({ name: z.string() })).nullish();
const artist = z.object({
  id: z.string(),
  name: z.string(),
  'sort-name': z.string().nullish(),
  aliases,
});
const credit = z.object({
  name: z.string().nullish(),
  joinphrase: z.string().nullish(),
  artist: artist.nullish(),
});
const group = z.object({
  id: z.string(),
  title: z.string().nullish(),
  'primary-type': z.string().nullish(),
  'secondary-types': z.array(z.string()).nullish(),
  'first-release-date': z.string().nullish(),
  disambiguation: z.string().nullish(),
  aliases,
  'artist-credit': z.array(credit).nullish(),
  genres: z.array(label).nullish(),
  tags: z.array(label).nullish(),
});
const release = z.object({
  id: z.string(),
  // Older answers have it as a string.
  score: z.coerce.number().nullish(),
  title: z.string(),
  'artist-credit': z.array(credit).nullish(),
  'release-group': group.nullish(),
  date: z.string().nullish(),
  country: z.string().nullish(),
  barcode: z.string().nullish(),
  'track-count': z.number().nullish(),
  'label-info': z
    .array(
      z.object({
        label: z.object({ name: z.string() }).nullish(),
        'catalog-number': z.string().nullish(),
      }),
    )
    .nullish(),
});

export const releaseSearch = z.object({ releases: z.array(release) });
/** Of either search: nothing was found. */
export const emptySearch = z.union([
  z.object({ releases: z.array(z.never()) }),
  z.object({ artists: z.array(z.never()) }),
]);
export const releaseLookup = release;
export const groupLookup = group;
export const artistSearch = z.object({
  artists: z.array(artist.extend({ score: z.coerce.number().nullish() })),
});
export const artistLookup = z.object({
  id: z.string(),
  name: z.string().nullish(),
  'sort-name': z.string().nullish(),
  aliases,
  genres: z.array(label).nullish(),
  tags: z.array(label).nullish(),
});

export type Release = z.infer<typeof release>;
export type Group = z.infer<typeof group>;
export type Artist = z.infer<typeof artist>;
export type Credit = z.infer<typeof credit>;
export type Label = z.infer<typeof label>;

/** Throws `bad-response`. */
export const read = <T>(schema: z.ZodType<T>, body: unknown, what: string): T =>
  readAnswer(schema, body, { plugin: 'musicbrainz', what });
